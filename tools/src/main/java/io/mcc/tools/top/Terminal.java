package io.mcc.tools.top;

import io.mcc.tools.top.Frame.Line;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal that a person looks at: a second screen to draw on, which gives the first one back
 * when it is closed or a signal ends the process. Keys come one by one and aren't echoed. All by
 * the escape sequences of ECMA-48 and by {@code stty}: no native code. Used by one thread.
 */
final class Terminal implements AutoCloseable {
  private static final File DEVICE = new File("/dev/tty");
  private static final String ESCAPE = "\033[";
  private static final String BEGIN = ESCAPE + "?1049h" + ESCAPE + "?25l";
  private static final String END = ESCAPE + "0m" + ESCAPE + "?25h" + ESCAPE + "?1049l";
  private static final String HOME = ESCAPE + "H";
  private static final String CLEAR_LINE = ESCAPE + "K";
  private static final String CLEAR_BELOW = ESCAPE + "J";
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})");
  private static final long KEY_POLL_NS = 50_000_000;

  private final PrintStream out;
  private final boolean colours;
  private final Thread atSignal = new Thread(this::endAtSignal, "mcc-terminal");
  private final String modes;
  private int columns = Frame.WIDTH;
  private boolean restored;

  Terminal(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
    modes = stty("-g");
    Runtime.getRuntime().addShutdownHook(atSignal);
    stty("-icanon", "-echo", "min", "1", "time", "0");
    print(BEGIN);
  }

  /** How many lines it shows now; its width is asked for as well. */
  int height() {
    Matcher size = SIZE.matcher(stty("size"));
    boolean known = size.matches();
    columns = known ? Integer.parseInt(size.group(2)) : Frame.WIDTH;
    return known ? Integer.parseInt(size.group(1)) : Frame.HEIGHT;
  }

  /**
   * Replaces what is shown, in one piece and without clearing it first, so that it can't flicker.
   */
  void draw(List<Line> lines) {
    StringBuilder screen = new StringBuilder(HOME);
    for (int i = 0; i < lines.size(); i++) {
      screen.append(i == 0 ? "" : "\r\n");
      screen.append(painted(lines.get(i))).append(CLEAR_LINE);
    }
    print(screen.append(CLEAR_BELOW).toString());
  }

  private String painted(Line line) {
    String text = line.text().substring(0, Math.min(columns, line.text().length()));
    if (!colours) {
      return text;
    }
    return switch (line.style()) {
      case TITLE -> ESCAPE + "1m" + text + ESCAPE + "0m";
      case HEADING -> ESCAPE + "36m" + text + ESCAPE + "0m";
      case WARNING -> ESCAPE + "1;31m" + text + ESCAPE + "0m";
      case PLAIN -> text;
    };
  }

  /** Waits, and tells whether {@code q} was typed meanwhile. */
  boolean awaitQuit(long timeoutNs) {
    long startNs = System.nanoTime();
    try (InputStream keys = new FileInputStream(DEVICE)) {
      while (System.nanoTime() - startNs < timeoutNs) {
        while (keys.available() > 0) {
          int key = keys.read();
          if (key == 'q' || key == 'Q') {
            return true;
          }
        }
        LockSupport.parkNanos(Math.min(KEY_POLL_NS, timeoutNs));
      }
    } catch (IOException e) {
      LockSupport.parkNanos(timeoutNs - (System.nanoTime() - startNs));
    }
    return false;
  }

  private void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** What the command printed; empty where there is no terminal to ask about. */
  private static String stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(DEVICE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? printed : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private synchronized void restore() {
    if (!restored) {
      restored = true;
      print(END);
      if (!modes.isEmpty()) {
        stty(modes);
      }
    }
  }

  /** A person ends it by Ctrl-C: that is no failure. */
  private void endAtSignal() {
    restore();
    Runtime.getRuntime().halt(0);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atSignal);
    } catch (IllegalStateException e) {
      // It runs already.
    }
    restore();
  }
}

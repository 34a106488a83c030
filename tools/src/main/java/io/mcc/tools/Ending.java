package io.mcc.tools;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.locks.LockSupport;

/**
 * How the process of a node ends: once, by a signal or by a failure, whichever comes first. Signals
 * are taken by a handler and not by a shutdown hook: while hooks run, the JVM refuses what many
 * classes do when they are first used, so a start that was under way could neither go on nor be
 * undone. The JVM's class for it belongs to no specification, so it is used by reflection.
 */
public final class Ending {
  private static final String[] SIGNALS = {"TERM", "INT", "HUP"};

  private static boolean begun;
  private static Closing closing;

  private Ending() {}

  /** What has to be closed before the process ends. */
  public interface Closing {
    /**
     * Closes it within a bound.
     *
     * @param exitCode what the process is to end with
     * @return the same, or another where closing failed
     */
    int close(int exitCode);
  }

  /** Takes the signals that ask a process to end. The first thing that a node's process does. */
  static void takeSignals() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object taker = Proxy.newProxyInstance(Ending.class.getClassLoader(), types(handler), taker());
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : SIGNALS) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), taker);
      }
    } catch (ReflectiveOperationException e) {
      // The JVM runs with -Xrs: whoever asks for that wants signals to do what the system says.
    }
  }

  private static Class<?>[] types(Class<?> type) {
    return new Class<?>[] {type};
  }

  /** No lambda: its making would double the time in which a signal isn't taken yet. */
  private static InvocationHandler taker() {
    return new InvocationHandler() {
      @Override
      public Object invoke(Object proxy, Method method, Object[] arguments) {
        if (begin()) {
          finish(0);
        }
        return null;
      }
    };
  }

  /** Has something closed at the end. Never returns where the end has begun. */
  public static void closeBy(Closing what) {
    if (!register(what)) {
      park();
    }
  }

  /** Ends the process by a failure. Never returns, and says nothing where it ends already. */
  static void fail(CommandException failure) {
    if (begin()) {
      System.err.println("mcc: " + failure.getMessage());
      finish(failure.exitCode());
    }
    park();
  }

  private static synchronized boolean register(Closing what) {
    closing = what;
    return !begun;
  }

  private static synchronized boolean begin() {
    boolean first = !begun;
    begun = true;
    return first;
  }

  private static void finish(int exitCode) {
    int last = CommandException.FAILED;
    try {
      last = closing().close(exitCode);
    } finally {
      Runtime.getRuntime().halt(last);
    }
  }

  private static synchronized Closing closing() {
    return closing == null ? exitCode -> exitCode : closing;
  }

  /** For a thread whose work is over; the thread that ends the process takes it along. */
  private static void park() {
    while (true) {
      LockSupport.park();
    }
  }
}

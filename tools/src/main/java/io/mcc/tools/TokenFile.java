package io.mcc.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file that holds the bearer token. Nothing here ever shows what is in it. */
public final class TokenFile {
  private static final int LENGTH_MAX = 512;
  private static final String TOKEN = "[A-Za-z0-9._~+/=-]{1," + LENGTH_MAX + "}";

  /** A group may read it: a monitor that asks the node runs as another user. */
  private static final Set<PosixFilePermission> TOO_OPEN =
      PosixFilePermissions.fromString("----wxrwx");

  private TokenFile() {}

  /** Reads a token; white space around it doesn't count. */
  public static String read(String source, String file) {
    Path path = Inputs.path(source, file);
    String token = text(source, path).strip();
    if (token.isEmpty()) {
      throw CommandException.failed(
          source + ": " + path + " is empty: write a token into it, or leave the flag out");
    }
    if (!token.matches(TOKEN)) {
      throw CommandException.failed(
          source
              + ": "
              + path
              + " is not a token: one line of up to 512 characters of A-Z a-z 0-9 . _ ~ + / = -");
    }
    return token;
  }

  /** Reads a token that guards something: a file that others can read guards nothing. */
  public static String readPrivate(String source, String file) {
    String token = read(source, file);
    Path path = Inputs.path(source, file);
    if (isOpenToOthers(path)) {
      throw CommandException.failed(
          source
              + ": other users can read or change "
              + path
              + ": run chmod 600 "
              + path
              + ", or 640 for one group that may read it");
    }
    return token;
  }

  private static String text(String source, Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(LENGTH_MAX * 4), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CommandException.failed(
          source + ": can't read " + path + " (" + Reasons.of(e) + "): give a file with the token");
    }
  }

  private static boolean isOpenToOthers(Path path) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      return permissions.stream().anyMatch(TOO_OPEN::contains);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}

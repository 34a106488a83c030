package io.mcc.engine.crypto.sodium;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Brings the native libraries from their jars into the process by way of a folder that only this
 * user can read and that is deleted as soon as they are loaded. Used once, under the lock of {@link
 * Sodium#load}.
 */
final class NativeUnpacker {
  private static final String JNA_FOLDER_PROPERTY = "jna.tmpdir";
  private static final String JNA_SYSTEM_PATH_PROPERTY = "jna.platform.library.path";

  private final String resource =
      resourceName(System.getProperty("os.name"), System.getProperty("os.arch"));

  /**
   * Loads libsodium and, before it, JNA's own library, by way of the first folder that allows it.
   *
   * @param parents where a folder may be made, the best one first
   * @throws NativeLibraryException where none of them allows it
   */
  NativeLibrary library(List<Path> parents) {
    List<String> reasons = new ArrayList<>();
    Throwable last = null;
    for (Path parent : parents) {
      try {
        return library(parent);
      } catch (IOException | UnsatisfiedLinkError e) {
        reasons.add(parent.toAbsolutePath().normalize() + " (" + reason(e) + ")");
        last = e;
      }
    }
    throw new NativeLibraryException(
        "the native libraries can't be unpacked and loaded in "
            + String.join(", nor in ", reasons)
            + ": name a folder where they can by JDK_JAVA_OPTIONS=-Djava.io.tmpdir=DIR",
        last);
  }

  private NativeLibrary library(Path parent) throws IOException {
    Path folder = Files.createTempDirectory(parent, StaleFolders.PREFIX);
    try {
      StaleFolders.deleteBeside(folder);
      Path file = unpack(resource, folder, "sodium");
      requireFit(file, folder);
      loadJna(folder);
      return NativeLibrary.getInstance(file.toString());
    } finally {
      delete(folder);
    }
  }

  /**
   * JNA can't be asked twice: one that failed to load itself is lost to the process. So a folder
   * that has no room for its library, or from which nothing may be run, is found out before.
   */
  private void requireFit(Path library, Path folder) throws IOException {
    Files.delete(unpack(resource, folder, "room"));
    System.load(library.toAbsolutePath().toString());
  }

  /** In words, where the system has some that people may not know. */
  private static String reason(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("failed to map segment") || text.contains("not permitted")) {
      return "nothing may be run from there, as on a file system mounted noexec";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such folder";
    }
    if (failure instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason();
    }
    return text;
  }

  /**
   * Makes JNA unpack its library into the folder. Without this it would use {@code ~/.cache}; it is
   * left with the temp folder for whatever else asks it for something later. Where the system keeps
   * libraries is of no interest: to find out, JNA would run {@code ldconfig} as a process.
   */
  private static void loadJna(Path folder) {
    if (System.getProperty(JNA_SYSTEM_PATH_PROPERTY) == null) {
      System.setProperty(JNA_SYSTEM_PATH_PROPERTY, "");
    }
    String before = System.getProperty(JNA_FOLDER_PROPERTY, System.getProperty("java.io.tmpdir"));
    System.setProperty(JNA_FOLDER_PROPERTY, folder.toString());
    try {
      if (Native.POINTER_SIZE != Long.BYTES) {
        throw new IllegalStateException("MCC needs a 64-bit system");
      }
    } finally {
      System.setProperty(JNA_FOLDER_PROPERTY, before);
    }
  }

  private static Path unpack(String resource, Path folder, String name) throws IOException {
    Path file = folder.resolve(System.mapLibraryName(name));
    try (InputStream bytes = NativeUnpacker.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IllegalStateException("the jar has no file " + resource);
      }
      Files.copy(bytes, file);
    }
    return file;
  }

  /** Windows refuses to delete the file of a loaded library; there the folder stays. */
  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        deleteIfPossible(file);
      }
    }
    deleteIfPossible(folder);
  }

  private static void deleteIfPossible(Path path) {
    if (!path.toFile().delete()) {
      path.toFile().deleteOnExit();
    }
  }

  /** Where lazysodium's jar keeps the library for a system, as Java names systems. */
  static String resourceName(String systemName, String architecture) {
    String system = systemName.toLowerCase(Locale.ROOT);
    boolean arm = architecture.equals("aarch64");
    if (!arm && !architecture.equals("amd64") && !architecture.equals("x86_64")) {
      throw new IllegalStateException("there is no libsodium for " + architecture);
    }
    if (system.startsWith("linux")) {
      return arm ? "/arm64/libsodium.so" : "/linux64/libsodium.so";
    }
    if (system.startsWith("mac")) {
      return arm ? "/mac_arm/libsodium.dylib" : "/mac/libsodium.dylib";
    }
    if (system.startsWith("windows") && !arm) {
      return "/windows64/libsodium.dll";
    }
    throw new IllegalStateException("there is no libsodium for " + systemName + " " + architecture);
  }
}

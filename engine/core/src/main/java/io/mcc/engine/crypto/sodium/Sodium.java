package io.mcc.engine.crypto.sodium;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.List;

/**
 * The loaded libsodium: whoever holds one may call its functions. Loaded once a process and never
 * unloaded; loading is safe from any thread.
 *
 * <p>The library file is the one that lazysodium's jar carries for this system; no other libsodium
 * is looked for.
 */
public final class Sodium {
  private static Sodium loaded;

  /** Held for as long as the process lives: JNA closes a library nobody refers to. */
  private final NativeLibrary library;

  private final boolean hardwareAes;

  private Sodium(NativeLibrary library) {
    this.library = library;
    Native.register(SodiumFunctions.class, library);
    if (SodiumFunctions.sodium_init() < 0) {
      throw new IllegalStateException("libsodium could not be initialised");
    }
    hardwareAes = SodiumFunctions.crypto_aead_aes256gcm_is_available() == 1;
  }

  /**
   * Loads libsodium, or returns it where it is loaded. Leaves no file behind and touches nothing
   * outside the folder {@code java.io.tmpdir}; JNA, if it was not in use before, is loaded by the
   * same rule.
   *
   * @throws NativeLibraryException where it can't be loaded
   * @throws IllegalStateException where there is no library for this system
   */
  public static Sodium load() {
    return load(List.of(temporary()));
  }

  /**
   * The same with a second folder, for machines whose temp folder is full, can't be written, or
   * from which nothing may be run.
   */
  public static Sodium load(Path second) {
    return load(List.of(temporary(), second));
  }

  private static synchronized Sodium load(List<Path> parents) {
    if (loaded == null) {
      loaded = new Sodium(new NativeUnpacker().library(parents));
    }
    return loaded;
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Where a function of the library begins. */
  long functionAddress(String name) {
    return Pointer.nativeValue(library.getFunction(name));
  }

  /** Whether this processor has the instructions that AES-256-GCM needs. */
  public boolean hardwareAes() {
    return hardwareAes;
  }
}

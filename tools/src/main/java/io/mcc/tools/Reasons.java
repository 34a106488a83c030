package io.mcc.tools;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file can't be used, in the words of a person. */
public final class Reasons {
  private Reasons() {}

  /** The reason without the path, which the sentence around it names. */
  public static String of(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
      return "not a folder";
    }
    if (failure instanceof FileSystemException problem && problem.getReason() != null) {
      return problem.getReason();
    }
    return String.valueOf(failure.getMessage());
  }
}

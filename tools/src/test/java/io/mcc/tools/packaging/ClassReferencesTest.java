package io.mcc.tools.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class ClassReferencesTest {
  /** Something with one reference of each kind. */
  static final class Sample {
    static final long WIDE = 0x1234_5678_9abc_def0L;

    Object used() throws ClassNotFoundException {
      Semaphore[][] many = new Semaphore[1][1];
      return WIDE + many.length > 0 ? new CountDownLatch(1) : Class.forName("org.example.ByName");
    }
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  @Test
  void shouldFindWhatIsUsedWhatIsInArraysAndWhatIsNamedInTexts() throws IOException {
    assertThat(ClassReferences.of(bytes(Sample.class)))
        .contains(
            "java/lang/Object",
            "java/util/concurrent/CountDownLatch",
            "java/util/concurrent/Semaphore",
            "org/example/ByName");
  }

  @Test
  void shouldReadEveryKindOfConstant() throws IOException {
    for (Class<?> type :
        new Class<?>[] {ClassList.class, ClassReferencesTest.class, Sample.class}) {
      assertThat(ClassReferences.of(bytes(type))).contains(type.getName().replace('.', '/'));
    }
  }

  @Test
  void shouldRefuseWhatIsNoClassFile() {
    assertThatThrownBy(() -> ClassReferences.of(new byte[16])).isInstanceOf(IOException.class);
  }
}

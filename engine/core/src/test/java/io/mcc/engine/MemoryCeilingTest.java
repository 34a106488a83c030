package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of machines and containers as Linux shows them. */
class MemoryCeilingTest {
  private static final String UNLIMITED = "9223372036854771712\n";

  @TempDir Path root;

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void machine(String groups, String mounts) throws IOException {
    file("proc/meminfo", "MemTotal:        2048000 kB\nMemFree:          100000 kB\n");
    file("proc/self/cgroup", groups);
    file("proc/self/mountinfo", "22 27 0:20 / /sys rw - sysfs sysfs rw\n" + mounts);
  }

  private MemoryCeiling ceiling() {
    return MemoryCeiling.read(root);
  }

  @Test
  void shouldBeTheMachineWhereNoGroupSaysAnything() throws IOException {
    machine("0::/\n", "29 22 0:25 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    assertThat(ceiling()).isEqualTo(new MemoryCeiling(2_048_000L << 10, false));
  }

  @Test
  void shouldBeTheLeastOfAllGroupsAboveInTheSecondVersion() throws IOException {
    machine(
        "0::/system.slice/mcc.service\n", "29 22 0:25 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    file("sys/fs/cgroup/system.slice/memory.max", "536870912\n");
    file("sys/fs/cgroup/system.slice/mcc.service/memory.max", "max\n");
    assertThat(ceiling()).isEqualTo(new MemoryCeiling(512 << 20, true));
    file("sys/fs/cgroup/system.slice/mcc.service/memory.high", "268435456\n");
    assertThat(ceiling()).isEqualTo(new MemoryCeiling(256 << 20, true));
  }

  @Test
  void shouldReadTheFirstVersion() throws IOException {
    machine(
        "5:cpu,cpuacct:/other\n4:memory:/a/b\n0::/\n",
        "30 22 0:26 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n"
            + "31 22 0:27 / /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", UNLIMITED);
    file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "1073741824\n");
    file("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", UNLIMITED);
    assertThat(ceiling()).isEqualTo(new MemoryCeiling(1 << 30, true));
  }

  @Test
  void shouldReadAContainerThatSeesItsOwnGroupOnly() throws IOException {
    machine(
        "4:memory:/docker/0123\n",
        "31 22 0:27 /docker/0123 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
    assertThat(ceiling()).isEqualTo(new MemoryCeiling(512 << 20, true));
  }

  @Test
  void shouldNotKnowWhereTheKernelDoesNotTell() {
    assertThat(ceiling()).isEqualTo(new MemoryCeiling(Long.MAX_VALUE, false));
  }
}

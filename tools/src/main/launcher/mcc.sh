#!/bin/sh
# MCC: this text starts Java on the jar that follows it in this very file.

fail() {
  printf 'mcc: %s\n' "$1" >&2
  exit 1
}

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it: set it to a JDK 17 or newer, or unset it"
else
  java=$(command -v java) || fail "no Java found: install a JDK 17 or newer, or set JAVA_HOME to one"
fi

# Every JDK since 9 names its version in a file; asking java itself would cost a start of the JVM.
real=$(readlink -f "$java" 2>/dev/null) || real=$java
release=${real%/bin/java}/release
if [ -r "$release" ]; then
  version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$release")
else
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
fi
major=${version#1.}
major=${major%%[!0-9]*}
case $major in
'') ;; # A Java that hides its version gets its chance.
*) [ "$major" -ge 17 ] || fail "$java is Java $version: MCC needs a JDK 17 or newer; set JAVA_HOME to one" ;;
esac

# A verb lives for a moment: no time for the optimising compiler or a parallel collector. A
# simulation works for long, with one thread on much memory: large pages help it, and a collector
# that needs no barriers and moves what belongs together together (depth first; the serial one goes
# breadth first). What outlives one collection mostly lives for minutes: it isn't copied to and fro,
# and room enough for young objects makes collections rare. How much it takes goes by the memory of
# the machine or of its container, which the JVM looks up. Who sets JDK_JAVA_OPTIONS decides alone.
options=
if [ -z "${JDK_JAVA_OPTIONS:-}" ]; then
  case ${1:-} in
  '' | -*) ;;
  sim) options='-XX:InitialRAMPercentage=25 -XX:MaxRAMPercentage=60 -XX:NewRatio=3 -XX:+UseParallelGC -XX:-UseAdaptiveSizePolicy -XX:MaxTenuringThreshold=1 -XX:+UseTransparentHugePages' ;;
  *) options='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto' ;;
  esac
fi

# The names of files and labels are UTF-8, also where a service or a container came without a locale.
[ "$(locale charmap 2>/dev/null)" = UTF-8 ] || export LC_ALL=C.UTF-8

# In a path ':' ends an entry of Java's class path: where this one holds one, Java gets the open file
# in place of its name. '!/' ends the name of a jar in each of Java's addresses of what is in it, and
# Java finds out what an open file is called: there is no way around that.
case $0 in
/*) path=$0 ;;
*) path=$PWD/$0 ;;
esac
case $path in
*!/*) fail "$path: Java can't run a program in a folder whose name ends with '!': move it" ;;
*:*)
  exec 9<"$0"
  [ -r /proc/self/fd/9 ] || fail "$path: Java can't run a program in a folder whose name has ':' in it: move it"
  set -- "-Dmcc.program=$0" -jar /proc/self/fd/9 "$@"
  ;;
*) set -- -jar "$0" "$@" ;;
esac

# The file that jps and jstat read would be left in the temp folder by a kill, and a slow disk under
# it would hold the node up; jcmd does without it.
# shellcheck disable=SC2086
exec "$java" $options -XX:-UsePerfData -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow "$@"
exit 1

#!/bin/sh
# Starts the local AWS of the jar beside this folder: bin/connect-local --help lists the options.
set -eu
self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
home=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd -P)
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
version=$("$java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p') || version=
if [ -z "$version" ] || [ "$version" -lt 17 ]; then
  echo "connect-local: Java 17 or newer is needed; '$java' is ${version:-not there}. Install one, or set JAVA_HOME" >&2
  exit 1
fi
# Java takes file names for ASCII in the POSIX locale, and then cannot open those with other letters.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  "" | C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
set -- -jar "$home/connect-local.jar" "$@"
# The serial collector is enough, unless options of the user may choose another: a JVM does not start with two.
case " ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-}" in
  *-XX:+Use*GC* | *" @"*) ;;
  *) set -- -XX:+UseSerialGC "$@" ;;
esac
exec "$java" -XX:TieredStopAtLevel=1 -Xshare:auto "$@"

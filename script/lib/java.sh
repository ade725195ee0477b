# shellcheck shell=bash
# Sourced by the scripts beside: `fail`, and `use_java`, which finds a JDK for the build and the run.

readonly java_minimum=25

# fail MESSAGE [HINT]
fail() {
    printf 'tollgate: error: %s\n' "$1" >&2
    if [[ $# -gt 1 ]]; then
        printf 'tollgate: hint: %s\n' "$2" >&2
    fi
    exit 1
}

# Exports the first JDK that is new enough as JAVA_HOME, and what Maven's own JVM is to be quiet about.
use_java() {
    local candidate
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
            "$(java_home_on_path)"; do
        if [[ $(java_version "$candidate") -ge $java_minimum ]]; then
            export JAVA_HOME=$candidate
            export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow \
--enable-native-access=ALL-UNNAMED"
            return
        fi
    done
    fail "no JDK of version $java_minimum or later found" \
        "install one, for example Eclipse Temurin, or set JAVA_HOME to it"
}

require_maven() {
    command -v mvn >/dev/null || fail 'mvn not found' 'install Maven 3.8 or later'
}

# The version of the JDK in directory $1: 25 for 25.0.3; 0 where there is no whole JDK.
java_version() {
    local version=''
    if [[ -n $1 && -x $1/bin/javac && -r $1/release ]]; then
        version=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release")
    fi
    printf '%s\n' "${version:-0}"
}

java_home_on_path() {
    local java
    if java=$(command -v java); then
        dirname "$(dirname "$(readlink -f "$java")")"
    fi
}

# shellcheck shell=bash
# Sourced after java.sh by the scripts that run the program: `prepare_app` builds it where needed and
# leaves it unpacked, which starts faster than the one jar, in $app. Expects $root, the source tree.

readonly app=$root/target/app
readonly app_stamp=$app/.built

prepare_app() {
    if app_is_current; then
        return
    fi
    require_maven
    mkdir -p "$root/target"
    exec 9>"$root/target/.build-lock"
    if command -v flock >/dev/null; then
        flock 9
    fi
    if ! app_is_current; then
        echo 'tollgate: building' >&2
        (cd "$root" && build_app)
    fi
    exec 9>&-
}

# The jar's own time says nothing: for the sake of reproducible builds it is fixed in the pom.
app_is_current() {
    [[ -f $app_stamp && -f $app/tollgate.jar ]] || return 1
    [[ -z $(find "$root/pom.xml" "$root/src/main" -newer "$app_stamp" -print -quit) ]]
}

# The stamp bears the time at which the build began, so that an edit made meanwhile counts as new.
# Old classes go first: a renamed migration or template must not live on beside its successor.
build_app() {
    local stamp=target/.building
    touch "$stamp"
    rm -rf target/classes
    mvn -q -B -Dstyle.color=never --no-transfer-progress -Dmaven.test.skip=true package >&2 9>&- \
        || fail 'the build failed' 'the reason stands above; mvn package says more'
    rm -rf target/app.new
    "$JAVA_HOME/bin/java" -Djarmode=tools -jar target/tollgate.jar extract \
        --destination target/app.new >&2
    mv "$stamp" target/app.new/.built
    rm -rf target/app
    mv target/app.new target/app
}

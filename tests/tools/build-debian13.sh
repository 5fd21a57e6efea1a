#!/bin/sh
# build-debian13.sh FOLDER [COMMAND] - by hand, as root: builds this source on Debian 13, warnings as errors, in a root of its own that debootstrap makes in FOLDER the first time.
# COMMAND runs in the build folder instead of "meson compile": "ninja src/app/dianwei", "meson test --suite pure". MIRROR chooses where the packages come from.
set -eu
[ $# -ge 1 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
root=$1 command=${2:-meson compile}
source=$(cd "$(dirname "$0")/../.." && pwd)
[ -x "$root/usr/bin/apt-get" ] || debootstrap --variant=minbase --include=ca-certificates trixie "$root" "${MIRROR:-http://deb.debian.org/debian}"
root=$(cd "$root" && pwd)
# No service starts in there.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
mkdir -p "$root/source" "$root/build"
# What is mounted is gone with this command.
exec unshare --mount sh -eu -c '
  source=$1 root=$2 command=$3
  mount --bind "$source" "$root/source"
  mount -o remount,bind,ro "$root/source"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  chroot "$root" /source/tests/tools/install-deps.sh
  test -f "$root/build/build.ninja" || chroot "$root" meson setup /build /source -Dwerror=true
  exec chroot "$root" sh -c "cd /build && $command"
' sh "$source" "$root" "$command"

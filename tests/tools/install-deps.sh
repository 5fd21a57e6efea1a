#!/bin/sh
# Installs what building and testing need, with apt, and says nothing when all is there.
set -eu
packages="meson ninja-build gcc pkg-config gettext
libglib2.0-dev libgtk-4-dev libadwaita-1-dev libshumate-dev libsoup-3.0-dev libsqlite3-dev libjson-glib-dev libgcrypt20-dev libcairo2-dev libpango1.0-dev libxlsxwriter-dev libicu-dev
clang
xvfb xauth dbus at-spi2-core imagemagick fonts-noto-cjk adwaita-icon-theme librsvg2-common desktop-file-utils appstream poppler-utils
python3 python3-gi gir1.2-atspi-2.0 python3-pymodbus python3-serial-asyncio mbpoll libmodbus-dev xdotool libgtk-4-media-gstreamer gstreamer1.0-plugins-good"

# The formatter is the one of Debian 12: elsewhere the check of the format is skipped. What Debian 13 says of libxlsxwriter needs minizip, which its package does not bring.
release=$(. /etc/os-release && echo "${ID:-}-${VERSION_ID:-}")
case "$release" in
  debian-12) packages="$packages libclang-rt-14-dev clang-format-14 llvm-14" ;;
  *) packages="$packages libclang-rt-dev llvm libminizip-dev" ;;
esac

missing=
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "These packages are missing, and there is no sudo to install them:$missing" >&2; exit 1; }
  as_root=sudo
fi
echo "Installing:$missing"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null

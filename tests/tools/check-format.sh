#!/bin/sh
# Every C file as clang-format 14 writes it. Exit 77 (skipped) where another version is installed.
cd "$(dirname "$0")/../.." || exit 1
tool=$(command -v clang-format-14 || command -v clang-format) || exit 77
"$tool" --version | grep -q 'version 14' || exit 77
find src tests -name '*.[ch]' -print0 | xargs -0 "$tool" --dry-run -Werror 2>&1 | grep -E 'error:' | cut -d: -f1 | sort | uniq -c >&2
! find src tests -name '*.[ch]' -print0 | xargs -0 "$tool" --dry-run -Werror >/dev/null 2>&1 && exit 1
exit 0

#!/bin/sh
# Lists the files with strings in po/POTFILES and merges new strings into po/zh_CN.po.
set -eu
cd "$(dirname "$0")/../.."
{
  grep -lE '\b(N?C?_|g_dngettext|ngettext) \(' -r src --include='*.c' --include='*.h' || true
  grep -l 'translatable="yes"' -r ui --include='*.ui' || true
} | LC_ALL=C sort >po/POTFILES
pot=$(mktemp)
xgettext --from-code=UTF-8 -f po/POTFILES -o "$pot" --package-name=dianwei --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
  --keyword=g_dngettext:2,3 --keyword=ngettext:1,2 --flag=g_strdup_printf:1:c-format --add-comments=TRANSLATORS
if [ -s po/zh_CN.po ]; then
  msgmerge --quiet --no-fuzzy-matching --no-location --sort-output -o po/zh_CN.po po/zh_CN.po "$pot"
  msgattrib --no-obsolete --no-location --sort-output -o po/zh_CN.po po/zh_CN.po
else
  msginit --no-translator --locale=zh_CN.UTF-8 -i "$pot" -o po/zh_CN.po --no-wrap
fi
rm -f "$pot"
msgfmt --statistics -o /dev/null po/zh_CN.po

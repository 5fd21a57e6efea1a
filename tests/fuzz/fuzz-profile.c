// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-files.h"
#include "dw-profile.h"
#include "dw-reading.h"

#include "dw-fuzz.h"

/* Device maps. The first byte says what the rest is:
 *
 *   '{' or a space   a profile (with this byte)
 *   odd              device settings for one of the real profiles
 *   even             changes to the text of a real profile: tokens replaced by values that limits like to trip over
 *
 * What must hold: a refused text has a reason; an accepted profile decodes any registers within the arrays its own blocks speak of, gives each point
 * a known quality, and leaves the points of other blocks alone. */

#define CHANGES_MAX 4
#define UNTOUCHED -12345.0

static const char *const replacements[] = {
  "0", "1", "2", "-1", "124", "125", "126", "255", "256", "2000", "2001", "65535", "65536", "4294967296", "1e999", "-0.5", "null", "true", "[]", "{}", "\"\"",
  "\"u16\"", "\"u64\"", "\"f32\"", "\"residual_current\"", "\"voltage_a\"", "\"reset\"", "[0]", "[65535]", "{\"raw\":1}"
};

/* The texts of the real profiles and what they hold; loaded once and kept. */
static GPtrArray *texts;
static GPtrArray *profiles;

static void
load_one (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;
  DwProfile *profile;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  profile = dw_profile_parse (text, -1, path, &error);
  g_assert_no_error (error);
  g_ptr_array_add (texts, text);
  g_ptr_array_add (profiles, profile);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
load_profiles (void)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autofree char *dir = g_build_filename (data_dir, "profiles", NULL);
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (folder);
  texts = g_ptr_array_new ();
  profiles = g_ptr_array_new ();
  while ((name = g_dir_read_name (folder)))
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (paths, g_build_filename (dir, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  for (guint i = 0; i < paths->len; i++)
    load_one (paths->pdata[i]);
}

static gboolean
is_spoken_of (const DwProfile *profile, guint point, guint block)
{
  if (profile->points[point].block == block)
    return TRUE;
  for (guint i = 0; i < profile->n_flags; i++)
    if (profile->flags[i].block == block && profile->flags[i].point == point)
      return TRUE;
  return FALSE;
}

static void
check_block (const DwProfile *profile, guint block, guint32 dice)
{
  g_autofree guint16 *words = g_new (guint16, MAX (profile->blocks[block].count, 1));
  g_autofree struct DwReportValue *values = g_new0 (struct DwReportValue, MAX (profile->n_points, 1));

  for (guint i = 0; i < profile->blocks[block].count; i++)
    {
      dice = dice * 1664525u + 1013904223u;
      words[i] = (guint16)(dice >> 16);
    }
  for (guint i = 0; i < profile->n_points; i++)
    values[i].value = UNTOUCHED;
  dw_profile_decode_block (profile, block, words, values);
  for (guint i = 0; i < profile->n_points; i++)
    if (is_spoken_of (profile, i, block))
      g_assert_cmpuint (values[i].quality, <=, DW_QUALITY_ESTIMATED);
    else
      g_assert_true (values[i].value == UNTOUCHED && values[i].quality == DW_QUALITY_NONE);
}

static void
check_profile (DwProfile *profile, guint32 dice)
{
  g_autofree DwChannel *channels = dw_profile_make_channels (profile);

  g_assert_true (channels != NULL || profile->n_points == 0);
  for (guint i = 0; i < profile->n_points; i++)
    g_assert_cmpint (dw_profile_find_point (profile, profile->points[i].name), ==, (int)i);
  for (guint i = 0; i < profile->n_blocks; i++)
    {
      g_assert_cmpint (dw_profile_find_block (profile, profile->blocks[i].name), ==, (int)i);
      check_block (profile, i, dice);
    }
  for (guint i = 0; i < profile->n_commands; i++)
    g_assert_nonnull (dw_profile_find_command (profile, profile->commands[i].name));
}

static void
parse_text (const char *text, gsize length, guint32 dice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = dw_profile_parse (text, (gssize)length, "fuzz", &error);

  g_assert_true ((profile == NULL) == (error != NULL));
  if (profile)
    check_profile (profile, dice);
}

static void
apply_settings (DwProfile *plain, const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = dw_profile_apply_device_settings (plain, text, &error);

  g_assert_true ((profile == NULL) == (error != NULL));
  if (profile)
    check_profile (profile, (guint32)size);
}

/* The next number, string or word of a JSON text at or behind start; its length in *length, 0 at the end. */
static gsize
find_token (const char *text, gsize start, gsize *length)
{
  gsize at = start + strcspn (text + start, "\"-0123456789tfn");

  if (text[at] == '\0')
    *length = 0;
  else if (text[at] == '"')
    *length = 2 + strcspn (text + at + 1, "\"");
  else
    *length = strcspn (text + at, ",]} \n\"");
  return at;
}

static void
replace_token (GString *text, FuzzInput *input)
{
  const char *replacement;
  gsize at, length;
  guint16 where = fuzz_u16 (input);

  replacement = replacements[fuzz_u8 (input) % G_N_ELEMENTS (replacements)];
  /* Start where no string is open: behind a comma or a brace. */
  at = where % text->len;
  at += strcspn (text->str + at, ",{[:");
  at = find_token (text->str, at, &length);
  if (length == 0)
    return;
  g_string_erase (text, (gssize)at, (gssize)MIN (length, text->len - at));
  g_string_insert (text, (gssize)at, replacement);
}

static void
change_text (FuzzInput *input)
{
  g_autoptr (GString) text = g_string_new (texts->pdata[fuzz_u8 (input) % texts->len]);
  guint n = 1 + fuzz_u8 (input) % CHANGES_MAX;

  for (guint i = 0; i < n && input->left > 0; i++)
    replace_token (text, input);
  parse_text (text->str, text->len, n);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = { data, size };
  guint8 kind;

  if (texts == NULL)
    load_profiles ();
  if (size > 0 && (*data == '{' || g_ascii_isspace ((char)*data)))
    {
      parse_text ((const char *)data, size, (guint32)size);
      return 0;
    }
  kind = fuzz_u8 (&input);
  if (kind & 1)
    apply_settings (profiles->pdata[(kind >> 1) % profiles->len], input.data, input.left);
  else
    change_text (&input);
  return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-memory.h"

#include <string.h>

/* A key file:
 *
 *   [trend]
 *   format=1
 *   circuits=2001:current_a;-2002     a target of dw_trend_parse_target each, "-" = not checked
 *   quantity, right-quantity, layout, view, span: their words
 *   overlays=limits;marks */

#define GROUP "trend"
#define FORMAT 1

static const char *const overlays[DW_N_TREND_OVERLAYS] = { "limits", "marks", "previous", "right" };

/* --- writing --- */

static void
write_circuits (DwTrendChoice *choice, GKeyFile *file)
{
  g_autoptr (GPtrArray) circuits = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < dw_trend_choice_get_n_items (choice); i++)
    {
      const DwTrendItem *item = dw_trend_choice_get_item (choice, i);

      g_ptr_array_add (circuits, g_strdup_printf ("%s%" G_GINT64_FORMAT "%s%s", item->shown ? "" : "-", item->device_id, item->pinned[0] != '\0' ? ":" : "", item->pinned));
    }
  g_key_file_set_string_list (file, GROUP, "circuits", (const char *const *)(void *)circuits->pdata, circuits->len);
}

static void
write_overlays (DwTrendChoice *choice, GKeyFile *file)
{
  const char *words[DW_N_TREND_OVERLAYS];
  gsize n = 0;

  for (guint i = 0; i < DW_N_TREND_OVERLAYS; i++)
    if (dw_trend_choice_has_overlay (choice, (DwTrendOverlay)i))
      words[n++] = overlays[i];
  g_key_file_set_string_list (file, GROUP, "overlays", words, n);
}

char *
dw_trend_memory_write (DwTrendChoice *choice, DwSpanUnit unit)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_integer (file, GROUP, "format", FORMAT);
  write_circuits (choice, file);
  g_key_file_set_string (file, GROUP, "quantity", dw_trend_kind_word (dw_trend_choice_get_kind (choice)));
  g_key_file_set_string (file, GROUP, "right-quantity", dw_trend_kind_word (dw_trend_choice_get_right_kind (choice)));
  g_key_file_set_string (file, GROUP, "layout", dw_trend_mode_word (dw_trend_choice_get_mode (choice)));
  g_key_file_set_string (file, GROUP, "view", dw_trend_view_word (dw_trend_choice_get_view (choice)));
  g_key_file_set_string (file, GROUP, "span", dw_span_unit_word (unit));
  write_overlays (choice, file);
  return g_key_file_to_data (file, NULL, NULL);
}

/* --- reading --- */

static void
read_circuit (DwTrendChoice *choice, const char *text)
{
  gboolean shown = *text != '-';
  DwTrendChannel channel;
  gint64 time_ms;

  if (!dw_trend_parse_target (shown ? text : text + 1, &channel, &time_ms) || !dw_trend_choice_add (choice, channel.device_id, channel.name))
    return;
  dw_trend_choice_set_shown (choice, channel.device_id, shown);
}

/* "": not said. */
static char *
read_word (GKeyFile *file, const char *key)
{
  char *word = g_key_file_get_string (file, GROUP, key, NULL);

  return word != NULL ? word : g_strdup ("");
}

/* After the circuits: a pinned channel chooses a quantity. */
static void
read_words (GKeyFile *file, DwTrendChoice *choice, DwSpanUnit *unit)
{
  g_autofree char *quantity = read_word (file, "quantity");
  g_autofree char *right = read_word (file, "right-quantity");
  g_autofree char *layout = read_word (file, "layout");
  g_autofree char *view = read_word (file, "view");
  g_autofree char *span = read_word (file, "span");
  DwTrendKind kind;
  DwTrendMode mode;
  DwTrendView shown;

  if (dw_trend_kind_from_word (quantity, &kind))
    dw_trend_choice_set_kind (choice, kind);
  if (dw_trend_kind_from_word (right, &kind))
    dw_trend_choice_set_right_kind (choice, kind);
  if (dw_trend_mode_from_word (layout, &mode))
    dw_trend_choice_set_mode (choice, mode);
  if (dw_trend_view_from_word (view, &shown))
    dw_trend_choice_set_view (choice, shown);
  dw_span_unit_from_word (span, unit);
}

gboolean
dw_trend_memory_read (const char *text, DwTrendChoice *choice, DwSpanUnit *unit)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) circuits = NULL, words = NULL;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL) || g_key_file_get_integer (file, GROUP, "format", NULL) != FORMAT)
    return FALSE;
  circuits = g_key_file_get_string_list (file, GROUP, "circuits", NULL, NULL);
  for (guint i = 0; circuits != NULL && circuits[i] != NULL; i++)
    read_circuit (choice, circuits[i]);
  read_words (file, choice, unit);
  words = g_key_file_get_string_list (file, GROUP, "overlays", NULL, NULL);
  for (guint i = 0; words != NULL && i < DW_N_TREND_OVERLAYS; i++)
    dw_trend_choice_set_overlay (choice, (DwTrendOverlay)i, g_strv_contains ((const char *const *)words, overlays[i]));
  return TRUE;
}

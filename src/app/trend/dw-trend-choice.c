// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-choice.h"

#include <string.h>

struct _DwTrendChoice
{
  GObject parent_instance;

  GArray *items; /* DwTrendItem */
  DwTrendKind kind, right_kind;
  DwTrendMode mode;
  DwTrendView view;
  gboolean overlays[DW_N_TREND_OVERLAYS];
  GArray *hidden; /* DwTrendChannel: what the legend hides */
};

G_DEFINE_FINAL_TYPE (DwTrendChoice, dw_trend_choice, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const char *const modes[DW_N_TREND_MODES] = { "same", "split", "normalised" };
static const char *const views[DW_N_TREND_VIEWS] = { "curve", "load", "heat-map" };

static int
find_word (const char *const *words, guint n, const char *word)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (words[i], word) == 0)
      return (int)i;
  return -1;
}

const char *
dw_trend_mode_word (DwTrendMode mode)
{
  return modes[mode];
}

gboolean
dw_trend_mode_from_word (const char *word, DwTrendMode *mode)
{
  int index = find_word (modes, DW_N_TREND_MODES, word);

  if (index >= 0)
    *mode = (DwTrendMode)index;
  return index >= 0;
}

const char *
dw_trend_view_word (DwTrendView view)
{
  return views[view];
}

gboolean
dw_trend_view_from_word (const char *word, DwTrendView *view)
{
  int index = find_word (views, DW_N_TREND_VIEWS, word);

  if (index >= 0)
    *view = (DwTrendView)index;
  return index >= 0;
}

gboolean
dw_trend_channel_equal (const DwTrendChannel *a, const DwTrendChannel *b)
{
  return a->device_id == b->device_id && strcmp (a->name, b->name) == 0;
}

static void
dw_trend_choice_finalize (GObject *object)
{
  g_array_unref (DW_TREND_CHOICE (object)->items);
  g_array_unref (DW_TREND_CHOICE (object)->hidden);
  G_OBJECT_CLASS (dw_trend_choice_parent_class)->finalize (object);
}

static void
dw_trend_choice_class_init (DwTrendChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_trend_choice_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DW_TYPE_TREND_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
dw_trend_choice_init (DwTrendChoice *self)
{
  self->items = g_array_new (FALSE, TRUE, sizeof (DwTrendItem));
  self->hidden = g_array_new (FALSE, FALSE, sizeof (DwTrendChannel));
  self->right_kind = DW_TREND_KIND_TEMPERATURE;
  self->overlays[DW_TREND_OVERLAY_LIMITS] = TRUE;
  self->overlays[DW_TREND_OVERLAY_MARKS] = TRUE;
}

DwTrendChoice *
dw_trend_choice_new (void)
{
  return g_object_new (DW_TYPE_TREND_CHOICE, NULL);
}

static void
emit (DwTrendChoice *self, guint change)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, change);
}

/* --- items --- */

static DwTrendItem *
get_item (DwTrendChoice *self, guint index)
{
  return &g_array_index (self->items, DwTrendItem, index);
}

guint
dw_trend_choice_get_n_items (DwTrendChoice *self)
{
  return self->items->len;
}

const DwTrendItem *
dw_trend_choice_get_item (DwTrendChoice *self, guint index)
{
  return get_item (self, index);
}

int
dw_trend_choice_find (DwTrendChoice *self, gint64 device_id)
{
  for (guint i = 0; i < self->items->len; i++)
    if (get_item (self, i)->device_id == device_id)
      return (int)i;
  return -1;
}

static guint
find_free_slot (DwTrendChoice *self)
{
  guint used = 0, slot = 0;

  for (guint i = 0; i < self->items->len; i++)
    used |= 1u << get_item (self, i)->slot;
  while (used & (1u << slot))
    slot++;
  return slot;
}

static void
pin (DwTrendChoice *self, DwTrendItem *item, const char *channel)
{
  DwTrendKind kind;

  if (channel == NULL || *channel == '\0')
    return;
  g_strlcpy (item->pinned, channel, sizeof item->pinned);
  if (dw_trend_kind_of_channel (channel, &kind))
    self->kind = kind;
}

gboolean
dw_trend_choice_add (DwTrendChoice *self, gint64 device_id, const char *channel)
{
  DwTrendItem item = { .device_id = device_id, .shown = TRUE };
  int index = dw_trend_choice_find (self, device_id);

  if (index < 0 && self->items->len == DW_TREND_MAX_ITEMS)
    return FALSE;
  if (index < 0)
    {
      item.slot = find_free_slot (self);
      index = (int)self->items->len;
      g_array_append_val (self->items, item);
    }
  get_item (self, (guint)index)->shown = TRUE;
  pin (self, get_item (self, (guint)index), channel);
  emit (self, DW_TREND_CHANGE_LINES);
  return TRUE;
}

void
dw_trend_choice_remove (DwTrendChoice *self, gint64 device_id)
{
  int index = dw_trend_choice_find (self, device_id);

  if (index < 0)
    return;
  g_array_remove_index (self->items, (guint)index);
  emit (self, DW_TREND_CHANGE_LINES);
}

void
dw_trend_choice_clear (DwTrendChoice *self)
{
  g_array_set_size (self->items, 0);
  g_array_set_size (self->hidden, 0);
  emit (self, DW_TREND_CHANGE_LINES);
}

void
dw_trend_choice_set_shown (DwTrendChoice *self, gint64 device_id, gboolean shown)
{
  int index = dw_trend_choice_find (self, device_id);

  if (index < 0 || get_item (self, (guint)index)->shown == shown)
    return;
  get_item (self, (guint)index)->shown = shown;
  emit (self, DW_TREND_CHANGE_LINES);
}

/* --- how --- */

DwTrendKind
dw_trend_choice_get_kind (DwTrendChoice *self)
{
  return self->kind;
}

void
dw_trend_choice_set_kind (DwTrendChoice *self, DwTrendKind kind)
{
  if (self->kind == kind)
    return;
  self->kind = kind;
  g_array_set_size (self->hidden, 0);
  emit (self, DW_TREND_CHANGE_LINES);
}

DwTrendKind
dw_trend_choice_get_right_kind (DwTrendChoice *self)
{
  return self->right_kind;
}

void
dw_trend_choice_set_right_kind (DwTrendChoice *self, DwTrendKind kind)
{
  if (self->right_kind == kind)
    return;
  self->right_kind = kind;
  if (self->overlays[DW_TREND_OVERLAY_RIGHT])
    emit (self, DW_TREND_CHANGE_LINES);
}

DwTrendMode
dw_trend_choice_get_mode (DwTrendChoice *self)
{
  return self->mode;
}

void
dw_trend_choice_set_mode (DwTrendChoice *self, DwTrendMode mode)
{
  if (self->mode == mode)
    return;
  self->mode = mode;
  emit (self, DW_TREND_CHANGE_LOOK);
}

DwTrendView
dw_trend_choice_get_view (DwTrendChoice *self)
{
  return self->view;
}

void
dw_trend_choice_set_view (DwTrendChoice *self, DwTrendView view)
{
  if (self->view == view)
    return;
  self->view = view;
  emit (self, DW_TREND_CHANGE_LINES);
}

gboolean
dw_trend_choice_has_overlay (DwTrendChoice *self, DwTrendOverlay overlay)
{
  return self->overlays[overlay];
}

/* Limits and marks are there anyway; the other two must be asked for. */
void
dw_trend_choice_set_overlay (DwTrendChoice *self, DwTrendOverlay overlay, gboolean on)
{
  if (self->overlays[overlay] == on)
    return;
  self->overlays[overlay] = on;
  emit (self, overlay == DW_TREND_OVERLAY_LIMITS || overlay == DW_TREND_OVERLAY_MARKS ? DW_TREND_CHANGE_LOOK : DW_TREND_CHANGE_LINES);
}

/* --- legend --- */

static int
find_hidden (DwTrendChoice *self, const DwTrendChannel *channel)
{
  for (guint i = 0; i < self->hidden->len; i++)
    if (dw_trend_channel_equal (&g_array_index (self->hidden, DwTrendChannel, i), channel))
      return (int)i;
  return -1;
}

void
dw_trend_choice_toggle_line (DwTrendChoice *self, const DwTrendChannel *channel)
{
  int index = find_hidden (self, channel);

  if (index >= 0)
    g_array_remove_index (self->hidden, (guint)index);
  else
    g_array_append_vals (self->hidden, channel, 1);
  emit (self, DW_TREND_CHANGE_LOOK);
}

void
dw_trend_choice_show_all_lines (DwTrendChoice *self)
{
  if (self->hidden->len == 0)
    return;
  g_array_set_size (self->hidden, 0);
  emit (self, DW_TREND_CHANGE_LOOK);
}

static gboolean
is_solo (const GArray *lines, const DwTrendChannel *channel)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const DwTrendLine *line = &g_array_index (lines, DwTrendLine, i);

      if (line->hidden == dw_trend_channel_equal (&line->channel, channel))
        return FALSE;
    }
  return TRUE;
}

void
dw_trend_choice_solo_line (DwTrendChoice *self, const GArray *lines, const DwTrendChannel *channel)
{
  gboolean show_all = is_solo (lines, channel);

  g_array_set_size (self->hidden, 0);
  for (guint i = 0; i < lines->len && !show_all; i++)
    if (!dw_trend_channel_equal (&g_array_index (lines, DwTrendLine, i).channel, channel))
      g_array_append_val (self->hidden, g_array_index (lines, DwTrendLine, i).channel);
  emit (self, DW_TREND_CHANGE_LOOK);
}

/* --- curves --- */

static guint
count_shown (DwTrendChoice *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += get_item (self, i)->shown;
  return n;
}

static gboolean
has_phase_color (DwPhase phase)
{
  return phase == DW_PHASE_A || phase == DW_PHASE_B || phase == DW_PHASE_C || phase == DW_PHASE_N;
}

static void
add_lines (DwTrendChoice *self, const DwTrendItem *item, const GArray *channels, gboolean alone, GArray *lines)
{
  g_autoptr (GArray) picked = dw_trend_kind_pick (self->kind, channels, item->pinned, alone);

  for (guint i = 0; i < picked->len; i++)
    {
      DwTrendLine line = { .channel = g_array_index (picked, DwTrendChannel, i), .alone = alone };
      DwPhase phase = dw_trend_channel_phase (line.channel.name);

      line.slot = alone ? i : item->slot;
      line.phase = alone && has_phase_color (phase) ? phase : DW_PHASE_NONE;
      line.hidden = find_hidden (self, &line.channel) >= 0;
      g_array_append_val (lines, line);
    }
}

GArray *
dw_trend_choice_list_lines (DwTrendChoice *self, DwTrendListFunc list, gpointer data)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (DwTrendLine));
  gboolean alone = count_shown (self) == 1;

  for (guint i = 0; i < self->items->len; i++)
    {
      const DwTrendItem *item = get_item (self, i);
      g_autoptr (GArray) channels = item->shown ? list (item->device_id, data) : NULL;

      if (channels != NULL)
        add_lines (self, item, channels, alone, lines);
    }
  return lines;
}

gboolean
dw_trend_choice_find_right (DwTrendChoice *self, DwTrendListFunc list, gpointer data, DwTrendChannel *channel)
{
  for (guint i = 0; i < self->items->len && self->right_kind != self->kind; i++)
    {
      const DwTrendItem *item = get_item (self, i);
      g_autoptr (GArray) channels = item->shown ? list (item->device_id, data) : NULL;
      g_autoptr (GArray) picked = channels != NULL ? dw_trend_kind_pick (self->right_kind, channels, item->pinned, FALSE) : NULL;

      if (picked != NULL && picked->len > 0)
        {
          *channel = g_array_index (picked, DwTrendChannel, 0);
          return TRUE;
        }
    }
  return FALSE;
}

guint
dw_trend_choice_list_kinds (DwTrendChoice *self, DwTrendListFunc list, gpointer data)
{
  guint mask = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      g_autoptr (GArray) channels = list (get_item (self, i)->device_id, data);

      for (guint kind = 0; channels != NULL && kind < DW_N_TREND_KINDS; kind++)
        if (dw_trend_kind_is_in ((DwTrendKind)kind, channels))
          mask |= 1u << kind;
    }
  return mask;
}

/* --- the target of win.show-trend --- */

gboolean
dw_trend_parse_target (const char *text, DwTrendChannel *channel, gint64 *time_ms)
{
  DwTrendChannel parsed = { 0 };
  gint64 at_ms = 0;
  char *end = NULL;

  parsed.device_id = g_ascii_strtoll (text, &end, 10);
  if (end == text || parsed.device_id <= 0)
    return FALSE;
  if (*end == ':')
    {
      gsize length = strcspn (end + 1, "@");

      if (length == 0 || length >= sizeof parsed.name)
        return FALSE;
      memcpy (parsed.name, end + 1, length);
      end += 1 + length;
    }
  if (*end == '@')
    {
      const char *begin = end + 1;

      at_ms = g_ascii_strtoll (begin, &end, 10);
      if (end == begin || at_ms <= 0)
        return FALSE;
    }
  if (*end != '\0')
    return FALSE;
  *channel = parsed;
  *time_ms = at_ms;
  return TRUE;
}

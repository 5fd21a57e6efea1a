// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-badges.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-blink.h"
#include "dw-label.h"
#include "dw-style.h"
#include "dw-symbol-view.h"
#include "dw-text.h"

/* Drawn, not built from children: a tree of some thousand rows has a dozen of these on the screen and each changes with every alarm below it. */

struct _DwBadges
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  DwRollup rollup;
  gboolean is_leaf;
  char *age; /* of the old data, NULL = something is fresh */
  char *words;
};

G_DEFINE_FINAL_TYPE (DwBadges, dw_badges, GTK_TYPE_WIDGET)

static const double symbol_size = 14;
static const double symbol_gap = 5; /* room of the ring, then the digits */
static const double pair_gap = 7;
static const double text_size = 12;

static gboolean
is_all_old (const DwRollup *rollup)
{
  return rollup->devices > 0 && rollup->old >= rollup->devices;
}

static gboolean
has_active (const DwRollup *rollup)
{
  return rollup->active[1] + rollup->active[2] + rollup->active[3] + rollup->active[4] > 0;
}

static gboolean
has_unacked (const DwRollup *rollup)
{
  return rollup->unacked[1] + rollup->unacked[2] + rollup->unacked[3] + rollup->unacked[4] > 0;
}

/* Goes through what is shown from left to right; draws when cr is not NULL. Returns the width. */
static double
walk (DwBadges *self, cairo_t *cr, double x, double middle)
{
  const DwPalette *palette = dw_palette_of (GTK_WIDGET (self));
  double start = x;

  for (guint priority = 1; priority <= 4; priority++)
    {
      g_autofree char *count = NULL;
      DwColor color = priority == 1 ? DW_COLOR_P1_TEXT : DW_COLOR_TEXT_2;
      DwLabelStyle style = { .size = text_size, .weight = priority == 1 ? 500 : 400, .color = color };
      int width;

      if (self->rollup.active[priority] == 0)
        continue;
      count = g_strdup_printf ("%u", self->rollup.active[priority]);
      x += x > start ? pair_gap : 0;
      dw_label_layout_set (self->layout, &style, count);
      pango_layout_get_pixel_size (self->layout, &width, NULL);
      if (cr != NULL)
        {
          dw_symbol_draw (cr, palette, priority, self->rollup.unacked[priority] > 0 ? DW_SYMBOL_UNACK : DW_SYMBOL_ACKED, x, middle - symbol_size / 2, symbol_size, dw_blink_get_ring (GTK_WIDGET (self)));
          dw_label_draw (cr, self->layout, palette, &style, count, x + symbol_size + symbol_gap, middle + 4.5);
        }
      x += symbol_size + symbol_gap + width;
    }
  return x - start;
}

static double
draw_age (DwBadges *self, cairo_t *cr, double x, double middle)
{
  const DwLabelStyle style = { .size = text_size, .weight = 400, .color = DW_COLOR_TEXT_2 };
  int width;

  dw_label_layout_set (self->layout, &style, self->age);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  if (cr != NULL)
    {
      dw_label_draw (cr, self->layout, dw_palette_of (GTK_WIDGET (self)), &style, self->age, x, middle + 4.5);
      dw_symbol_draw (cr, dw_palette_of (GTK_WIDGET (self)), 0, DW_SYMBOL_STALE, x + width + 5, middle - 6.5, 13, DW_RING_HIDDEN);
    }
  return width + 5 + 13;
}

static double
walk_all (DwBadges *self, cairo_t *cr, double x, double middle)
{
  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  if (has_active (&self->rollup))
    return walk (self, cr, x, middle);
  if (self->age != NULL)
    return draw_age (self, cr, x, middle);
  if (!self->is_leaf || self->rollup.devices == 0)
    return 0;
  if (cr != NULL)
    dw_symbol_draw (cr, dw_palette_of (GTK_WIDGET (self)), 0, DW_SYMBOL_NORMAL, x, middle - 6, 12, DW_RING_HIDDEN);
  return 12;
}

static void
dw_badges_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  double width = orientation == GTK_ORIENTATION_HORIZONTAL ? walk_all (DW_BADGES (widget), NULL, 0, 0) : 0;

  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? 22 : (width > 0 ? (int)width + 1 + (int)dw_symbol_reach (symbol_size) : 0);
}

static void
dw_badges_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (width == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-2, -2, (float)width + 4, (float)height + 4));
  walk_all (DW_BADGES (widget), cr, dw_symbol_reach (symbol_size), height / 2.0);
  cairo_destroy (cr);
}

static void
update_blinking (DwBadges *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && has_unacked (&self->rollup))
    dw_blink_watch (GTK_WIDGET (self));
  else
    dw_blink_unwatch (GTK_WIDGET (self));
}

static void
dw_badges_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dw_badges_parent_class)->map (widget);
  update_blinking (DW_BADGES (widget));
}

static void
dw_badges_unmap (GtkWidget *widget)
{
  dw_blink_unwatch (widget);
  GTK_WIDGET_CLASS (dw_badges_parent_class)->unmap (widget);
}

static void
dw_badges_finalize (GObject *object)
{
  DwBadges *self = DW_BADGES (object);

  g_clear_object (&self->layout);
  g_free (self->age);
  g_free (self->words);
  G_OBJECT_CLASS (dw_badges_parent_class)->finalize (object);
}

static void
dw_badges_class_init (DwBadgesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dw_badges_finalize;
  widget_class->measure = dw_badges_measure;
  widget_class->snapshot = dw_badges_snapshot;
  widget_class->map = dw_badges_map;
  widget_class->unmap = dw_badges_unmap;
  gtk_widget_class_set_css_name (widget_class, "dwbadges");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_badges_init (DwBadges *self)
{
  self->words = g_strdup ("");
}

GtkWidget *
dw_badges_new (void)
{
  return g_object_new (DW_TYPE_BADGES, NULL);
}

static char *
describe (DwBadges *self)
{
  GString *words = g_string_new (NULL);

  for (guint priority = 1; priority <= 4; priority++)
    if (self->rollup.active[priority] > 0)
      g_string_append_printf (words, "%s%s %u", words->len > 0 ? ", " : "", dw_priority_title (priority), self->rollup.active[priority]);
  if (words->len == 0 && self->age != NULL)
    g_string_append_printf (words, _ ("old %s"), self->age);
  return g_string_free (words, FALSE);
}

void
dw_badges_show (DwBadges *self, const DwRollup *rollup, gboolean is_leaf, gint64 now_ms)
{
  g_autofree char *age = is_all_old (rollup) && rollup->oldest_ms > 0 ? dw_text_age (now_ms - rollup->oldest_ms) : NULL;

  if (is_all_old (rollup) && age == NULL)
    age = g_strdup ("\u2014");
  if (memcmp (&self->rollup, rollup, sizeof *rollup) == 0 && self->is_leaf == is_leaf && g_strcmp0 (age, self->age) == 0)
    return;
  self->rollup = *rollup;
  self->is_leaf = is_leaf;
  g_free (self->age);
  self->age = g_steal_pointer (&age);
  g_free (self->words);
  self->words = describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->words, -1);
  update_blinking (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
dw_badges_get_words (DwBadges *self)
{
  return self->words;
}

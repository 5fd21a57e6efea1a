// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-value.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dw-style.h"
#include "dw-symbol.h"
#include "dw-text.h"
#include "dw-tick.h"

/* Old is never drawn as live: the table below is the whole difference between the qualities. */

typedef struct
{
  DwColor color;      /* of the digits; DW_N_COLORS = the style's */
  gboolean heavy;     /* keeps the style's weight */
  gboolean underline; /* dotted */
  const char *before; /* in front of the digits */
  const char *after;  /* behind them, 11 px */
} QualityLook;

static const QualityLook looks[] = {
  [DW_QUALITY_NONE] = { DW_COLOR_TEXT_3, FALSE, FALSE, "", "" },
  [DW_QUALITY_GOOD] = { DW_N_COLORS, TRUE, FALSE, "", "" },
  [DW_QUALITY_OLD] = { DW_COLOR_OLD, FALSE, FALSE, "", "" },
  [DW_QUALITY_DOUBTFUL] = { DW_N_COLORS, TRUE, TRUE, "", "" },
  [DW_QUALITY_SENSOR_FAULT] = { DW_COLOR_TEXT_2, FALSE, FALSE, "", "" },
  /* TRANSLATORS: one letter behind a value that a person typed in: M for manual. */
  [DW_QUALITY_MANUAL] = { DW_N_COLORS, TRUE, FALSE, "", N_ ("M") },
  [DW_QUALITY_ESTIMATED] = { DW_COLOR_TEXT_2, FALSE, FALSE, "\u2248\u202f", "" },
};

static const double mark_gap = 5;
static const double chip_height = 18;
static const double chip_padding = 6;
static const int large_size = 24;

/* Draws the chip with its right end at x; returns its width. */
static double
draw_chip (cairo_t *cr, const DwPalette *palette, PangoLayout *text, DwQuality quality, const char *words, double x, double y)
{
  static const double dash[] = { 3, 2 };
  gboolean old = quality == DW_QUALITY_OLD;
  const DwLabelStyle style = { .size = 12, .weight = 400, .color = old ? DW_COLOR_TEXT_2 : DW_COLOR_P4_TEXT };
  int room;
  double width;

  dw_label_layout_set (text, &style, words);
  pango_layout_get_pixel_size (text, &room, NULL);
  width = room + 2 * chip_padding + 15;
  cairo_rectangle (cr, x - width + 0.5, y + 0.5, width - 1, chip_height - 1);
  dw_palette_set (palette, cr, old ? DW_COLOR_STALE_TINT : DW_COLOR_P4_TINT);
  cairo_fill_preserve (cr);
  dw_palette_set (palette, cr, old ? DW_COLOR_STALE : DW_COLOR_P4);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dash, old ? 2 : 0, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  dw_symbol_draw (cr, palette, old ? 0 : 4, old ? DW_SYMBOL_STALE : DW_SYMBOL_ACKED, x - width + chip_padding, y + 3.5, 11, DW_RING_HIDDEN);
  dw_label_draw (cr, text, palette, &style, words, x - width + chip_padding + 15, y + 13.5);
  return width;
}

static double
draw_quality_chip (cairo_t *cr, const DwPalette *palette, PangoLayout *text, const DwReadingText *reading, double x, double y)
{
  g_autofree char *words = NULL;

  if (reading->quality == DW_QUALITY_OLD)
    {
      g_autofree char *age = dw_text_age (reading->age_ms);

      /* TRANSLATORS: chip beside an old value: "old 18 min". */
      words = g_strdup_printf (_ ("old %s"), age);
    }
  else
    /* TRANSLATORS: chip in place of a value whose sensor is broken; very short. */
    words = g_strdup (_ ("sensor"));
  return draw_chip (cr, palette, text, reading->quality, words, x, y);
}

static void
draw_underline (cairo_t *cr, double x, double y, double width)
{
  static const double dots[] = { 1, 2 };

  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dots, 2, 0);
  cairo_move_to (cr, x, y + 0.5);
  cairo_line_to (cr, x + width, y + 0.5);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_mark (cairo_t *cr, const DwPalette *palette, DwQuality quality, double x, double middle)
{
  static const struct
  {
    guint priority;
    DwSymbolState state;
  } marks[] = {
    [DW_QUALITY_OLD] = { 0, DW_SYMBOL_STALE },
    [DW_QUALITY_DOUBTFUL] = { 4, DW_SYMBOL_ACKED },
    [DW_QUALITY_SENSOR_FAULT] = { 4, DW_SYMBOL_ACKED },
  };

  if (quality == DW_QUALITY_OLD || quality == DW_QUALITY_DOUBTFUL || quality == DW_QUALITY_SENSOR_FAULT)
    dw_symbol_draw (cr, palette, marks[quality].priority, marks[quality].state, x - 11, middle - 5.5, 11, DW_RING_HIDDEN);
}

void
dw_value_draw (cairo_t *cr, const DwPalette *palette, PangoLayout *text, const DwValueStyle *style, const DwReadingText *reading, double x, double y, double width, double height)
{
  const QualityLook *look = &looks[reading->quality];
  g_autofree char *words = g_strconcat (look->before, reading->digits, NULL);
  DwColor color = look->color == DW_N_COLORS ? style->color : look->color;
  DwLabelStyle label = { .size = style->size, .weight = look->heavy ? style->weight : 400, .color = color, .align = DW_ALIGN_END };
  double right = x + width, middle = y + height / 2, base = round (middle + style->size * 0.36);
  gboolean chip = style->chip && (reading->quality == DW_QUALITY_OLD || reading->quality == DW_QUALITY_SENSOR_FAULT);
  double drawn;

  cairo_save (cr);
  if (chip)
    right -= draw_quality_chip (cr, palette, text, reading, right, round (middle - chip_height / 2)) + mark_gap;
  if (*look->after != '\0')
    right -= dw_label_draw (cr, text, palette, &(DwLabelStyle){ .size = 11, .weight = 400, .color = DW_COLOR_TEXT_2, .align = DW_ALIGN_END }, _ (look->after), right, base) + 2;
  if (chip && reading->quality == DW_QUALITY_SENSOR_FAULT)
    {
      cairo_restore (cr);
      return;
    }
  drawn = dw_label_draw (cr, text, palette, &label, words, right, base);
  if (look->underline)
    draw_underline (cr, right - drawn, base + 3, drawn);
  if (!chip)
    draw_mark (cr, palette, reading->quality, right - drawn - mark_gap, middle);
  cairo_restore (cr);
}

struct _DwValue
{
  GtkWidget parent_instance;

  PangoLayout *layout; /* made at the first drawing */
  DwReadingText reading;
  gboolean shown; /* reading is of a channel, not the one of a new widget */
  int size;
  guint priority;
  gboolean chip;
  GWeakRef device;
  char channel[32]; /* name: the structs behind move when a device is set up anew */
};

G_DEFINE_FINAL_TYPE (DwValue, dw_value, GTK_TYPE_WIDGET)

/* A value in a table takes the width of its column; a large one stands alone and is as wide as its digits. */
static int
measure_digits (DwValue *self)
{
  int width;

  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  dw_label_layout_set (self->layout, &(DwLabelStyle){ .size = self->size, .weight = 700 }, self->reading.digits);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  return width + (self->reading.quality == DW_QUALITY_GOOD ? 0 : 22);
}

static void
dw_value_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  DwValue *self = DW_VALUE (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = MAX ((int)chip_height, self->size + 5);
  else if (self->size < large_size)
    *minimum = *natural = 3 * self->size;
  else
    *minimum = *natural = measure_digits (self);
}

static void
dw_value_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwValue *self = DW_VALUE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const DwValueStyle style = {
    .size = self->size, .weight = self->size >= large_size ? 700 : 500, .chip = self->chip, .color = self->priority > 0 ? dw_color_of_priority (self->priority, DW_TONE_TEXT) : DW_COLOR_TEXT
  };
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-8, 0, (float)width + 8, (float)height));

  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  dw_value_draw (cr, dw_palette_of (widget), self->layout, &style, &self->reading, 0, 0, width, height);
  cairo_destroy (cr);
}

/* The age in the words is that of the moment when somebody asks. */
static gboolean
dw_value_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  DwValue *self = DW_VALUE (widget);
  g_autoptr (DwDevice) device = g_weak_ref_get (&self->device);
  DwChannel *channel = device != NULL ? dw_device_find_channel (device, self->channel) : NULL;
  g_autofree char *words = NULL;
  DwReadingText reading;

  if (channel == NULL)
    return FALSE;
  dw_reading_text_make (device, channel, dw_tick_now_ms (dw_tick_of (widget)), &reading);
  words = dw_reading_text_describe (&reading, channel->reading.time_ms);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
dw_value_dispose (GObject *object)
{
  g_clear_object (&DW_VALUE (object)->layout);
  G_OBJECT_CLASS (dw_value_parent_class)->dispose (object);
}

static void
dw_value_finalize (GObject *object)
{
  g_weak_ref_clear (&DW_VALUE (object)->device);
  G_OBJECT_CLASS (dw_value_parent_class)->finalize (object);
}

static void
dw_value_class_init (DwValueClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_value_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_value_finalize;
  widget_class->query_tooltip = dw_value_query_tooltip;
  widget_class->measure = dw_value_measure;
  widget_class->snapshot = dw_value_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwvalue");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
dw_value_init (DwValue *self)
{
  self->size = 15;
  g_weak_ref_init (&self->device, NULL);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->reading = (DwReadingText){ .digits = "\u2014", .quality = DW_QUALITY_NONE, .age_ms = -1 };
}

GtkWidget *
dw_value_new (int size)
{
  DwValue *self = g_object_new (DW_TYPE_VALUE, NULL);

  self->size = size;
  return GTK_WIDGET (self);
}

void
dw_value_set_priority (DwValue *self, guint priority)
{
  if (self->priority == priority)
    return;
  self->priority = priority;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dw_value_set_chip (DwValue *self, gboolean chip)
{
  if (self->chip == chip)
    return;
  self->chip = chip;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Good values show no age, so that their words need not be new each second. */
static gboolean
looks_equal (const DwReadingText *a, const DwReadingText *b)
{
  g_autofree char *age_a = NULL, *age_b = NULL;

  if (a->quality != b->quality || strcmp (a->digits, b->digits) != 0)
    return FALSE;
  if (a->quality != DW_QUALITY_OLD)
    return TRUE;
  age_a = dw_text_age (a->age_ms);
  age_b = dw_text_age (b->age_ms);
  return strcmp (age_a, age_b) == 0;
}

static void
speak (DwValue *self, const DwChannel *channel)
{
  g_autofree char *title = dw_channel_title (channel);
  g_autofree char *value = dw_reading_text_with_unit (&self->reading, channel);
  g_autofree char *age = dw_text_age (self->reading.age_ms);
  gboolean old = self->reading.quality == DW_QUALITY_OLD;
  g_autofree char *words = g_strjoin (", ", title, value, dw_quality_title (self->reading.quality), old ? age : NULL, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
dw_value_show (DwValue *self, DwDevice *device, const DwChannel *channel, gint64 now_ms)
{
  DwReadingText reading;

  g_weak_ref_set (&self->device, device);
  g_strlcpy (self->channel, channel != NULL ? channel->name : "", sizeof self->channel);
  dw_reading_text_make (device, channel, now_ms, &reading);
  if (self->shown && looks_equal (&reading, &self->reading))
    return;
  self->reading = reading;
  self->shown = channel != NULL;
  if (channel != NULL)
    speak (self, channel);
  if (self->size >= large_size)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

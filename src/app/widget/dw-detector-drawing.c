// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-detector-drawing.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-rc-bar.h"
#include "dw-text.h"
#include "dw-value.h"

/* Measures go from top to bottom in one order on every card, so that a wall of cards can be read down its columns. A device without a quantity leaves no hole: the next moves up. */

static const double margin = 9;
static const double label_width = 60;
static const double value_width = 66;
static const double gap = 8;
static const double first_row_y = 52;
static const double row_height = 24;
static const double link_width = 24; /* the button at the upper right */
static const double temperature_top = 90;

typedef struct
{
  const DwDetectorFace *face;
  cairo_t *cr;
  const DwPalette *palette;
  PangoLayout *text;
  double width, height;
} Canvas;

static const char *
get_label (DwQuantity quantity)
{
  static const struct
  {
    DwQuantity quantity;
    const char *label;
  } labels[] = {
    /* TRANSLATORS: very short names with units for the rows of a small card. */
    { DW_QUANTITY_RESIDUAL_CURRENT, N_ ("Resid. mA") },
    { DW_QUANTITY_CURRENT, N_ ("Current A") },
    { DW_QUANTITY_TEMPERATURE, N_ ("Temp. °C") },
    { DW_QUANTITY_ACTIVE_POWER, N_ ("Power kW") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (labels[i].quantity == quantity)
      return _ (labels[i].label);
  return "";
}

guint
dw_channel_get_reached_priority (const DwChannel *channel)
{
  double value = channel->reading.value;

  if (value >= dw_channel_get_alarm_limit (channel) || value <= channel->limit.low_alarm)
    return channel->limit.alarm_priority;
  if (value >= dw_channel_get_warning_limit (channel) || value <= channel->limit.low_warning)
    return channel->limit.warning_priority;
  return 0;
}

static void
write_text (const Canvas *canvas, const char *words, double size, int weight, DwColor color, DwAlign align, double x, double y, double room)
{
  const DwLabelStyle style = { .size = size, .weight = weight, .color = color, .align = align, .width = room };

  dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, words, x, y);
}

/* Right-aligned as long as it fits, else cut at its end. */
static void
write_end (const Canvas *canvas, const char *words, int weight, DwColor color, double x, double y, double room)
{
  int width;

  dw_label_layout_set (canvas->text, &(DwLabelStyle){ .size = 12, .weight = weight }, words);
  pango_layout_get_pixel_size (canvas->text, &width, NULL);
  if (width <= room)
    write_text (canvas, words, 12, weight, color, DW_ALIGN_END, x, y, 0);
  else
    write_text (canvas, words, 12, weight, color, DW_ALIGN_START, x - room, y, room);
}

static void
fill_rectangle (const Canvas *canvas, DwColor color, double x, double y, double width, double height)
{
  cairo_rectangle (canvas->cr, x, y, width, height);
  dw_palette_set (canvas->palette, canvas->cr, color);
  cairo_fill (canvas->cr);
}

/* share: of the width, 0…1; NaN draws only the ground. */
static void
draw_gauge (const Canvas *canvas, double x, double y, double width, double height, double share, guint priority, gboolean old)
{
  fill_rectangle (canvas, DW_COLOR_BAND, x, y, width, height);
  if (isnan (share))
    return;
  share = CLAMP (share, 0, 1);
  cairo_rectangle (canvas->cr, x, y, width * share, height);
  if (old)
    {
      dw_hatch_fill_preserve (canvas->cr, canvas->palette);
      cairo_new_path (canvas->cr);
      return;
    }
  dw_palette_set (canvas->palette, canvas->cr, priority > 0 ? dw_color_of_priority (priority, DW_TONE_SHAPE) : DW_COLOR_AXIS);
  cairo_fill (canvas->cr);
  if (priority == 3)
    {
      cairo_rectangle (canvas->cr, x + 0.5, y + 0.5, MAX (0, width * share - 1), height - 1);
      cairo_set_line_width (canvas->cr, 1);
      dw_palette_set (canvas->palette, canvas->cr, DW_COLOR_P3_TEXT);
      cairo_stroke (canvas->cr);
    }
}

static gboolean
has_number (const DwReadingText *reading)
{
  return reading->quality != DW_QUALITY_NONE && reading->quality != DW_QUALITY_SENSOR_FAULT;
}

static void
draw_residual (const Canvas *canvas, const DwChannel *channel, const DwReadingText *reading, double x, double y, double width)
{
  DwRcBar bar;

  dw_rc_bar_init (&bar);
  bar.value = has_number (reading) ? channel->reading.value : NAN;
  bar.old = reading->quality == DW_QUALITY_OLD;
  bar.warning = dw_channel_get_warning_limit (channel);
  bar.alarm = dw_channel_get_alarm_limit (channel);
  dw_rc_bar_draw (&bar, canvas->cr, canvas->palette, NULL, x, y + 2, width, FALSE);
}

static void
draw_currents (const Canvas *canvas, double x, double y, double width)
{
  const DwDeviceSummary *summary = canvas->face->summary;
  double rated = dw_device_get_rated_current (canvas->face->device);
  double top = y + 10 - 3.0 * summary->n_currents + 1;

  for (guint i = 0; i < summary->n_currents; i++)
    {
      const DwChannel *channel = summary->currents[i];
      DwReadingText reading;

      dw_reading_text_make (canvas->face->device, channel, canvas->face->now_ms, &reading);
      draw_gauge (canvas, x, top + 6 * i, width, 4, has_number (&reading) && rated > 0 ? channel->reading.value / rated : NAN,
                  dw_channel_get_reached_priority (channel), reading.quality == DW_QUALITY_OLD);
    }
}

static void
draw_temperature (const Canvas *canvas, const DwChannel *channel, const DwReadingText *reading, double x, double y, double width)
{
  double alarm = dw_channel_get_alarm_limit (channel), warning = dw_channel_get_warning_limit (channel);
  double top = fmax (temperature_top, alarm * 1.25), tick = isnan (warning) ? alarm : warning;

  draw_gauge (canvas, x, y + 7, width, 6, has_number (reading) ? channel->reading.value / top : NAN, dw_channel_get_reached_priority (channel), reading->quality == DW_QUALITY_OLD);
  if (!isnan (tick))
    fill_rectangle (canvas, DW_COLOR_P3_TEXT, round (x + width * tick / top), y + 4, 1, 12);
}

static void
draw_measure (const Canvas *canvas, const DwChannel *channel, double y)
{
  double x = margin + label_width + gap, width = canvas->width - x - gap - value_width - margin;
  guint priority = 0;
  DwValueStyle style = { .size = 14, .weight = 500 };
  DwReadingText reading;

  dw_reading_text_make (canvas->face->device, channel, canvas->face->now_ms, &reading);
  if (dw_quality_is_fresh (reading.quality))
    priority = dw_channel_get_reached_priority (channel);
  style.color = priority > 0 ? dw_color_of_priority (priority, DW_TONE_TEXT) : DW_COLOR_TEXT;
  write_text (canvas, get_label (channel->point.quantity), 12, 400, reading.quality == DW_QUALITY_OLD ? DW_COLOR_OLD : DW_COLOR_TEXT_3,
              DW_ALIGN_START, margin, y + 14, label_width);
  dw_value_draw (canvas->cr, canvas->palette, canvas->text, &style, &reading, canvas->width - margin - value_width, y, value_width, 20);
  switch ((int)channel->point.quantity)
    {
    case DW_QUANTITY_RESIDUAL_CURRENT:
      draw_residual (canvas, channel, &reading, x, y, width);
      break;
    case DW_QUANTITY_CURRENT:
      draw_currents (canvas, x, y, width);
      break;
    case DW_QUANTITY_TEMPERATURE:
      draw_temperature (canvas, channel, &reading, x, y, width);
      break;
    default:
      break;
    }
}

static void
draw_measures (const Canvas *canvas)
{
  const DwDeviceSummary *summary = canvas->face->summary;
  const DwChannel *rows[] = { summary->residual, summary->max_current, summary->max_temperature, summary->power };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows) && n < 3; i++)
    if (rows[i] != NULL)
      draw_measure (canvas, rows[i], first_row_y + row_height * n++);
}

static void
draw_skeleton (const Canvas *canvas)
{
  for (guint i = 0; i < 3; i++)
    {
      fill_rectangle (canvas, DW_COLOR_BAND, margin, first_row_y + row_height * i + 5, label_width - 12, 10);
      fill_rectangle (canvas, DW_COLOR_BAND, margin + label_width + gap, first_row_y + row_height * i + 5, canvas->width - 2 * margin - label_width - gap, 10);
    }
}

static void
draw_head (const Canvas *canvas)
{
  const DwDetectorFace *face = canvas->face;

  dw_symbol_draw (canvas->cr, canvas->palette, face->summary->priority, face->summary->state, margin + 1, 10, 16, face->ring);
  write_text (canvas, dw_device_get_name (face->device), 14, 500, DW_COLOR_TEXT, DW_ALIGN_START, margin + 26, 23, canvas->width - 2 * margin - 26 - link_width);
}

/* An old card says how old in a chip; a live one has its age in plain grey. */
static void
draw_place_and_age (const Canvas *canvas)
{
  const DwDetectorFace *face = canvas->face;
  DwReadingText age = { .digits = "", .quality = DW_QUALITY_OLD, .age_ms = face->summary->age_ms };
  g_autofree char *words = face->summary->age_ms >= 0 ? dw_text_age (face->summary->age_ms) : g_strdup ("\u2014");
  gboolean chip = (face->summary->off_line || face->summary->all_old) && face->summary->age_ms >= 0;

  if (chip)
    dw_value_draw (canvas->cr, canvas->palette, canvas->text, &(DwValueStyle){ .size = 12, .weight = 400, .chip = TRUE, .color = DW_COLOR_TEXT_3 }, &age,
                   canvas->width - margin - 100, 31, 100, 18);
  else
    write_text (canvas, words, 12, 400, DW_COLOR_TEXT_3, DW_ALIGN_END, canvas->width - margin, 44, 0);
  write_text (canvas, face->place, 12, 400, DW_COLOR_TEXT_3, DW_ALIGN_START, margin, 44, canvas->width - 2 * margin - (chip ? 90 : 52));
}

static void
draw_foot (const Canvas *canvas)
{
  const DwDeviceSummary *summary = canvas->face->summary;
  g_autofree char *state = dw_device_summary_describe (summary, canvas->face->device, canvas->face->now_ms);
  DwColor color = summary->priority > 0 ? dw_color_of_priority (summary->priority, DW_TONE_TEXT) : DW_COLOR_TEXT_3;
  double y = canvas->height - 9, left = margin;

  fill_rectangle (canvas, DW_COLOR_LINE, margin, canvas->height - 28, canvas->width - 2 * margin, 1);
  if (!isnan (summary->load_percent))
    {
      g_autofree char *number = dw_text_number (summary->load_percent, 0);
      g_autofree char *load = g_strdup_printf (_ ("Load %s %%"), number);

      left += 8 + dw_label_draw (canvas->cr, canvas->text, canvas->palette,
                                 &(DwLabelStyle){ .size = 12, .weight = 400, .color = summary->load_old ? DW_COLOR_OLD : DW_COLOR_TEXT_3 }, load, margin, y);
    }
  write_end (canvas, state, summary->priority > 0 ? 500 : 400, color, canvas->width - margin, y, canvas->width - margin - left);
}

void
dw_detector_face_draw (const DwDetectorFace *face, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height)
{
  const Canvas canvas = { face, cr, palette, text, width, height };

  cairo_save (cr);
  draw_head (&canvas);
  draw_place_and_age (&canvas);
  if (face->summary->loading)
    draw_skeleton (&canvas);
  else
    draw_measures (&canvas);
  draw_foot (&canvas);
  cairo_restore (cr);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-phase-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-card.h"
#include "dw-chip.h"
#include "dw-detector-drawing.h"
#include "dw-phase-layout.h"
#include "dw-spark-view.h"
#include "dw-stroke-sample.h"
#include "dw-text.h"
#include "dw-value.h"

#define SPAN_MS (15 * 60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  DwValue *values[DW_PHASE_COLUMNS];
  DwSparkView *spark;
  DwChip *old; /* in place of the spark when nothing in the row is fresh */
} Cells;

struct _DwPhaseCard
{
  GtkWidget parent_instance;

  DwCard *card;
  GtkGrid *grid;
  GtkWidget *legend;
  DwDevice *device; /* owned */
  DwPhaseLayout layout;
  Cells cells[DW_PHASE_MAX_ROWS];
};

G_DEFINE_FINAL_TYPE (DwPhaseCard, dw_phase_card, GTK_TYPE_WIDGET)

enum {
  COLUMN_NAME,
  COLUMN_UNIT,
  COLUMN_FIRST_VALUE,
  COLUMN_SPARK = COLUMN_FIRST_VALUE + DW_PHASE_COLUMNS,
};

static GtkWidget *
label_new (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_head (DwPhaseCard *self)
{
  gboolean single = self->layout.single_phase;
  const char *const titles[] = {
    _ ("Quantity"),
    C_ ("quantity", "Unit"),
    single ? _ ("Value") : "A",
    single ? "" : "B",
    single ? "" : "C",
    self->layout.has_neutral ? _ ("N / total") : _ ("total"),
    _ ("last 15 min"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *label = label_new (titles[i], i >= COLUMN_FIRST_VALUE && i < COLUMN_SPARK ? 1 : 0, "dw-grid-head");

      if (i == COLUMN_SPARK)
        gtk_widget_add_css_class (label, "dw-spark-cell");
      gtk_grid_attach (self->grid, label, (int)i, 0, 1, 1);
    }
}

static void
add_values (DwPhaseCard *self, guint index)
{
  const DwPhaseRow *row = &self->layout.rows[index];
  int line = (int)index + 1;

  for (guint i = 0; i < DW_PHASE_COLUMNS; i++)
    {
      GtkWidget *value;

      /* A wide row keeps its first three columns for words; a single phase has nothing in its second and third. */
      if ((row->wide && i < 3) || (self->layout.single_phase && (i == 1 || i == 2) && row->channels[i] < 0))
        continue;
      value = dw_value_new (15);
      dw_value_set_chip (DW_VALUE (value), i == 3);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_widget_add_css_class (value, i == 3 ? "dw-grid-last" : "dw-grid-cell");
      self->cells[index].values[i] = DW_VALUE (value);
      gtk_grid_attach (self->grid, value, COLUMN_FIRST_VALUE + (int)i, line, 1, 1);
    }
}

static void
add_words (DwPhaseCard *self, guint index)
{
  const DwPhaseRow *row = &self->layout.rows[index];
  const DwChannel *channel = dw_device_get_channel (self->device, (guint)row->channels[3]);
  g_autofree char *period = dw_text_age (channel->period_ms);
  g_autofree char *words = g_strdup_printf (_ ("period %s"), period);

  gtk_grid_attach (self->grid, label_new (words, 1, "dw-grid-words"), COLUMN_FIRST_VALUE, (int)index + 1, 3, 1);
}

static void
add_spark (DwPhaseCard *self, guint index, DwTrend *trend)
{
  const DwPhaseRow *row = &self->layout.rows[index];
  Cells *cells = &self->cells[index];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  int channels[DW_SPARK_MAX_LINES];

  for (guint i = 0; i < DW_PHASE_COLUMNS; i++)
    channels[i] = row->channels[i];
  if (!row->wide && row->strokes[3] == DW_STROKE_SINGLE && row->channels[0] >= 0)
    channels[3] = -1;
  cells->spark = DW_SPARK_VIEW (dw_spark_view_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (cells->spark), TRUE);
  dw_spark_view_set_trend (cells->spark, trend, channels, row->strokes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cells->spark), GTK_ACCESSIBLE_PROPERTY_LABEL, row->name, -1);
  cells->old = DW_CHIP (dw_chip_new (NULL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (cells->spark));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (cells->old));
  gtk_widget_add_css_class (box, "dw-spark-cell");
  gtk_grid_attach (self->grid, box, COLUMN_SPARK, (int)index + 1, 1, 1);
}

static void
add_row (DwPhaseCard *self, guint index, DwTrend *trend)
{
  const DwPhaseRow *row = &self->layout.rows[index];

  GtkWidget *name = label_new (row->name, 0, "dw-grid-name");

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (name, row->name);
  gtk_grid_attach (self->grid, name, COLUMN_NAME, (int)index + 1, 1, 1);
  gtk_grid_attach (self->grid, label_new (*row->unit != '\0' ? row->unit : "\u2014", 0, "dw-grid-unit"), COLUMN_UNIT, (int)index + 1, 1, 1);
  add_values (self, index);
  if (row->wide)
    add_words (self, index);
  add_spark (self, index, trend);
}

static void
clear (DwPhaseCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->layout.n_rows = 0;
  for (guint i = 0; i < DW_PHASE_MAX_ROWS; i++)
    self->cells[i] = (Cells){ 0 };
}

/* The shortest period of a measured point: how often the table moves. */
static void
show_period (DwPhaseCard *self)
{
  int period_ms = G_MAXINT;
  g_autofree char *age = NULL, *words = NULL;

  for (guint i = 0; i < dw_device_get_n_channels (self->device); i++)
    {
      const DwChannel *channel = dw_device_get_channel (self->device, i);

      if (channel->period_ms > 0 && !dw_quantity_is_state (channel->point.quantity))
        period_ms = MIN (period_ms, channel->period_ms);
    }
  if (period_ms == G_MAXINT)
    return;
  age = dw_text_age (period_ms);
  words = g_strdup_printf (_ ("period %s"), age);
  dw_card_set_note (self->card, words);
}

void
dw_phase_card_set_device (DwPhaseCard *self, DwDevice *device, DwTrend *trend)
{
  clear (self);
  g_set_object (&self->device, device);
  if (device == NULL)
    return;
  dw_phase_layout_make (device, &self->layout);
  dw_card_set_title (self->card, self->layout.single_phase ? _ ("Single-phase quantities") : _ ("Three-phase quantities"));
  gtk_widget_set_visible (self->legend, !self->layout.single_phase);
  show_period (self);
  add_head (self);
  for (guint i = 0; i < self->layout.n_rows; i++)
    add_row (self, i, trend);
}

static const DwChannel *
get_channel (DwPhaseCard *self, int index)
{
  return index >= 0 && (guint)index < dw_device_get_n_channels (self->device) ? dw_device_get_channel (self->device, (guint)index) : NULL;
}

/* The age of the freshest old value when nothing in the row is fresh; -1 else. */
static gint64
find_row_age (DwPhaseCard *self, const DwPhaseRow *row, gint64 now_ms)
{
  gint64 age_ms = -1;

  for (guint i = 0; i < DW_PHASE_COLUMNS; i++)
    {
      const DwChannel *channel = get_channel (self, row->channels[i]);
      DwQuality quality = channel != NULL && channel->reading.time_ms > 0 ? dw_reading_see_quality (self->device, channel, now_ms) : DW_QUALITY_NONE;

      if (dw_quality_is_fresh (quality))
        return -1;
      if (quality == DW_QUALITY_OLD && (age_ms < 0 || now_ms - channel->reading.time_ms < age_ms))
        age_ms = MAX (0, now_ms - channel->reading.time_ms);
    }
  return age_ms;
}

static void
update_row (DwPhaseCard *self, guint index, gint64 now_ms)
{
  const DwPhaseRow *row = &self->layout.rows[index];
  Cells *cells = &self->cells[index];
  gint64 age_ms = find_row_age (self, row, now_ms);
  g_autofree char *age = age_ms >= 0 ? dw_text_age (age_ms) : NULL;
  g_autofree char *words = age != NULL ? g_strdup_printf (_ ("old %s"), age) : NULL;

  for (guint i = 0; i < DW_PHASE_COLUMNS; i++)
    if (cells->values[i] != NULL)
      {
        const DwChannel *channel = get_channel (self, row->channels[i]);
        DwQuality quality = channel != NULL && channel->reading.time_ms > 0 ? dw_reading_see_quality (self->device, channel, now_ms) : DW_QUALITY_NONE;

        dw_value_set_chip (cells->values[i], quality == DW_QUALITY_SENSOR_FAULT && i == 3);
        dw_value_set_priority (cells->values[i], dw_quality_is_fresh (quality) ? dw_channel_get_reached_priority (channel) : 0);
        dw_value_show (cells->values[i], self->device, channel, now_ms);
      }
  dw_chip_set (cells->old, words, 0, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (cells->spark), words == NULL);
}

void
dw_phase_card_update (DwPhaseCard *self, gint64 now_ms)
{
  for (guint i = 0; self->device != NULL && i < self->layout.n_rows; i++)
    update_row (self, i, now_ms);
}

void
dw_phase_card_move (DwPhaseCard *self, gint64 now_ms)
{
  for (guint i = 0; self->device != NULL && i < self->layout.n_rows; i++)
    dw_spark_view_move (self->cells[i].spark, now_ms, SPAN_MS, FALSE);
}

static void
dw_phase_card_dispose (GObject *object)
{
  DwPhaseCard *self = DW_PHASE_CARD (object);
  GtkWidget *card = GTK_WIDGET (self->card);

  if (card != NULL)
    clear (self);
  self->card = NULL;
  g_clear_pointer (&card, gtk_widget_unparent);
  g_clear_object (&self->device);
  G_OBJECT_CLASS (dw_phase_card_parent_class)->dispose (object);
}

static void
dw_phase_card_class_init (DwPhaseCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_phase_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
legend_new (void)
{
  static const char *const names[] = { N_ ("A yellow"), N_ ("B green"), N_ ("C red") };
  GtkWidget *legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

      gtk_box_append (GTK_BOX (pair), dw_stroke_sample_new (DW_STROKE_A + i));
      gtk_box_append (GTK_BOX (pair), label_new (_ (names[i]), 0, "dw-small"));
      gtk_box_append (GTK_BOX (legend), pair);
    }
  return legend;
}

static void
dw_phase_card_init (DwPhaseCard *self)
{
  self->card = DW_CARD (dw_card_new (_ ("Three-phase quantities"), NULL));
  self->legend = legend_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "dw-phase-grid");
  dw_card_append_end (self->card, self->legend);
  dw_card_append (self->card, GTK_WIDGET (self->grid));
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

GtkWidget *
dw_phase_card_new (void)
{
  return g_object_new (DW_TYPE_PHASE_CARD, NULL);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-threshold-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dw-card.h"
#include "dw-chip.h"
#include "dw-empty.h"
#include "dw-text.h"
#include "dw-threshold-rows.h"

struct _DwThresholdCard
{
  GtkWidget parent_instance;

  DwCard *card;
  GtkWidget *stack;
  GtkGrid *grid;
  DwDevice *device;
  DwPlace *box;
  guint fingerprint; /* of the limits shown */
};

G_DEFINE_FINAL_TYPE (DwThresholdCard, dw_threshold_card, GTK_TYPE_WIDGET)

static GtkWidget *
label_new (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
number_new (double value, int decimals)
{
  g_autofree char *text = dw_text_number (value, decimals);
  GtkWidget *label = label_new (text, 1, "dw-grid-number");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  return label;
}

/* A limit between two steps of the device's display is not rounded away. */
static int
get_limit_decimals (double limit, int decimals)
{
  return decimals == 0 && !isnan (limit) && limit != round (limit) ? 1 : decimals;
}

/* "198.0 – 235.4", "≥ 300": one cell for both ends keeps the table narrow enough for its card. */
static GtkWidget *
range_new (double low, double high, int decimals)
{
  g_autofree char *low_text = dw_text_number (low, get_limit_decimals (low, decimals));
  g_autofree char *high_text = dw_text_number (high, get_limit_decimals (high, decimals));
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (isnan (low) && isnan (high))
    text = g_strdup ("\u2014");
  else if (isnan (low))
    text = g_strdup (high_text);
  else if (isnan (high))
    text = g_strdup_printf ("\uff1c\u202f%s", low_text);
  else
    text = g_strdup_printf ("%s\u2013%s", low_text, high_text);
  label = label_new (text, 1, "dw-grid-number");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  return label;
}

static void
add_head (DwThresholdCard *self)
{
  const char *const titles[] = { _ ("Quantity"), C_ ("quantity", "Unit"), _ ("Warning"), _ ("Alarm"), _ ("Device's own"), _ ("Clause") };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    gtk_grid_attach (self->grid, label_new (titles[i], i >= 2 && i <= 4 ? 1 : 0, "dw-grid-head"), (int)i, 0, 1, 1);
}

static GtkWidget *
remark_new (const DwThresholdRow *row)
{
  GtkWidget *remark;

  if (row->check == NULL)
    {
      remark = label_new (row->limit.clause, 0, "dw-grid-note");
      gtk_widget_set_tooltip_text (remark, row->limit.clause);
      return remark;
    }
  remark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (remark, "dw-grid-note");
  {
    GtkWidget *chip = dw_chip_new (NULL);

    dw_chip_set (DW_CHIP (chip), row->check, 3, FALSE);
    gtk_widget_set_tooltip_text (chip, row->limit.clause);
    gtk_box_append (GTK_BOX (remark), chip);
  }
  return remark;
}

static void
add_row (DwThresholdCard *self, const DwThresholdRow *row, int line)
{
  GtkWidget *remark = remark_new (row);

  gtk_widget_set_hexpand (remark, TRUE);
  gtk_grid_attach (self->grid, label_new (row->name, 0, "dw-grid-name"), 0, line, 1, 1);
  gtk_grid_attach (self->grid, label_new (row->unit, 0, "dw-grid-unit"), 1, line, 1, 1);
  gtk_grid_attach (self->grid, range_new (row->limit.low_warning, row->limit.high_warning, row->decimals), 2, line, 1, 1);
  gtk_grid_attach (self->grid, range_new (row->limit.low_alarm, row->limit.high_alarm, row->decimals), 3, line, 1, 1);
  gtk_grid_attach (self->grid, number_new (row->device_limit, row->decimals), 4, line, 1, 1);
  gtk_grid_attach (self->grid, remark, 5, line, 1, 1);
}

static void
clear (DwThresholdCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
build (DwThresholdCard *self)
{
  g_autoptr (GPtrArray) rows = dw_threshold_rows_make (self->device, self->box);

  clear (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), rows->len > 0 ? "rows" : "empty");
  if (rows->len == 0)
    return;
  add_head (self);
  for (guint i = 0; i < rows->len; i++)
    add_row (self, g_ptr_array_index (rows, i), (int)i + 1);
}

static guint
mix (guint seed, double value)
{
  gint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return seed * 31 + g_int64_hash (&bits);
}

static guint
compute_fingerprint (DwDevice *device)
{
  guint print = 17;

  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    {
      const DwChannel *channel = dw_device_get_channel (device, i);

      print = mix (print, channel->limit.low_alarm);
      print = mix (print, channel->limit.high_warning);
      print = mix (print, channel->limit.high_alarm);
      print = mix (print, channel->device_limit);
    }
  return print;
}

void
dw_threshold_card_update (DwThresholdCard *self)
{
  guint print;

  if (self->device == NULL)
    return;
  print = compute_fingerprint (self->device);
  if (print == self->fingerprint)
    return;
  self->fingerprint = print;
  build (self);
}

void
dw_threshold_card_set_device (DwThresholdCard *self, DwDevice *device, DwPlace *box)
{
  g_set_object (&self->device, device);
  g_set_object (&self->box, box);
  self->fingerprint = 0;
  dw_threshold_card_update (self);
}

static void
dw_threshold_card_dispose (GObject *object)
{
  DwThresholdCard *self = DW_THRESHOLD_CARD (object);
  GtkWidget *card = GTK_WIDGET (self->card);

  self->card = NULL;
  g_clear_pointer (&card, gtk_widget_unparent);
  g_clear_object (&self->device);
  g_clear_object (&self->box);
  G_OBJECT_CLASS (dw_threshold_card_parent_class)->dispose (object);
}

static void
dw_threshold_card_class_init (DwThresholdCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_threshold_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dw_threshold_card_init (DwThresholdCard *self)
{
  GtkWidget *window = gtk_scrolled_window_new (), *empty = dw_empty_new ();

  self->card = DW_CARD (dw_card_new (_ ("Limits"), _ ("standard or organisation, beside the device's own")));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "dw-phase-grid");
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "dw-threshold-grid");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->grid));
  dw_empty_set (DW_EMPTY (empty), "info", _ ("No limit is set for this device"), NULL, NULL, NULL);
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), window, "rows");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  dw_card_append (self->card, self->stack);
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

GtkWidget *
dw_threshold_card_new (void)
{
  return g_object_new (DW_TYPE_THRESHOLD_CARD, NULL);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-io-card.h"

#include <glib/gi18n-lib.h>

#include "dw-card.h"
#include "dw-device-summary.h"
#include "dw-quality-bar.h"
#include "dw-value.h"

typedef struct
{
  guint channel;
  DwValue *value;
} Line;

struct _DwIoCard
{
  GtkWidget parent_instance;

  DwCard *card;
  GtkBox *inputs;
  GtkBox *outputs;
  DwQualityBar *quality;
  DwDevice *device;
  GArray *lines; /* Line */
};

G_DEFINE_FINAL_TYPE (DwIoCard, dw_io_card, GTK_TYPE_WIDGET)

static char *
make_short_name (DwPoint point)
{
  switch ((int)point.quantity)
    {
    case DW_QUANTITY_DI:
      return g_strdup_printf ("DI%u", point.index);
    case DW_QUANTITY_DO:
      return g_strdup_printf ("DO%u", point.index);
    case DW_QUANTITY_BREAKER:
      return g_strdup ("QF");
    default:
      return g_strdup ("");
    }
}

static GtkWidget *
line_new (const DwChannel *channel, GtkWidget *value)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *short_name = make_short_name (channel->point);
  gboolean named = channel->label[0] != '\0' || *short_name == '\0' || channel->point.quantity == DW_QUANTITY_BREAKER;
  g_autofree char *title = named ? dw_channel_title (channel) : g_strdup (_ ("not named"));
  GtkWidget *code = gtk_label_new (short_name), *name = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (code), 0);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (name, title);
  if (!named)
    gtk_widget_add_css_class (name, "dw-fact-title");
  gtk_widget_add_css_class (code, "dw-io-code");
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (line, "dw-io");
  gtk_box_append (GTK_BOX (line), code);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), value);
  return line;
}

static GtkWidget *
heading_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dw-io-heading");
  return label;
}

static void
clear_box (GtkBox *box, const char *heading)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  gtk_box_append (box, heading_new (heading));
}

static void
add_none (GtkBox *box)
{
  GtkWidget *none = gtk_label_new (_ ("none"));

  gtk_label_set_xalign (GTK_LABEL (none), 0);
  gtk_widget_add_css_class (none, "dw-note");
  gtk_box_append (box, none);
}

/* Status bits of the device are for the log and the tool, not for this card: only what somebody wired or can operate. */
static gboolean
is_shown (const DwChannel *channel)
{
  return dw_quantity_is_state (channel->point.quantity) && channel->point.quantity != DW_QUANTITY_STATUS && channel->point.quantity != DW_QUANTITY_TRIP_REASON;
}

static void
add_line (DwIoCard *self, guint index)
{
  const DwChannel *channel = dw_device_get_channel (self->device, index);
  GtkWidget *value = dw_value_new (13);
  Line line = { index, DW_VALUE (value) };

  gtk_widget_set_size_request (value, 64, -1);
  g_array_append_val (self->lines, line);
  gtk_box_append (channel->point.quantity == DW_QUANTITY_DO ? self->outputs : self->inputs, line_new (channel, value));
}

void
dw_io_card_set_device (DwIoCard *self, DwDevice *device)
{
  g_set_object (&self->device, device);
  g_array_set_size (self->lines, 0);
  clear_box (self->inputs, _ ("Inputs and position"));
  clear_box (self->outputs, _ ("Outputs"));
  if (device == NULL)
    return;
  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    if (is_shown (dw_device_get_channel (device, i)))
      add_line (self, i);
  if (gtk_widget_get_next_sibling (gtk_widget_get_first_child (GTK_WIDGET (self->inputs))) == NULL)
    add_none (self->inputs);
  if (gtk_widget_get_next_sibling (gtk_widget_get_first_child (GTK_WIDGET (self->outputs))) == NULL)
    add_none (self->outputs);
}

void
dw_io_card_update (DwIoCard *self, gint64 now_ms)
{
  DwDeviceSummary summary;

  if (self->device == NULL)
    return;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      const DwChannel *channel = dw_device_get_channel (self->device, line->channel);
      gboolean acting = channel->point.quantity == DW_QUANTITY_DO && channel->reading.value == 1 && dw_quality_is_fresh (dw_reading_see_quality (self->device, channel, now_ms));

      dw_value_set_priority (line->value, acting ? 1 : 0);
      dw_value_show (line->value, self->device, channel, now_ms);
    }
  dw_device_summary_make (self->device, NULL, now_ms, &summary);
  dw_quality_bar_show (self->quality, &summary);
}

static void
dw_io_card_dispose (GObject *object)
{
  DwIoCard *self = DW_IO_CARD (object);
  GtkWidget *card = GTK_WIDGET (self->card);

  self->card = NULL;
  g_clear_pointer (&card, gtk_widget_unparent);
  g_clear_object (&self->device);
  G_OBJECT_CLASS (dw_io_card_parent_class)->dispose (object);
}

static void
dw_io_card_finalize (GObject *object)
{
  g_array_unref (DW_IO_CARD (object)->lines);
  G_OBJECT_CLASS (dw_io_card_parent_class)->finalize (object);
}

static void
dw_io_card_class_init (DwIoCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_io_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_io_card_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dw_io_card_init (DwIoCard *self)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14), *window = gtk_scrolled_window_new ();

  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->card = DW_CARD (dw_card_new (_ ("Switching and quality"), NULL));
  self->inputs = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->outputs = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (self->inputs));
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (self->outputs));
  gtk_widget_add_css_class (columns, "dw-io-columns");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), columns);
  gtk_widget_set_vexpand (window, TRUE);
  self->quality = DW_QUALITY_BAR (dw_quality_bar_new ());
  dw_card_append (self->card, window);
  dw_card_append (self->card, GTK_WIDGET (self->quality));
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

GtkWidget *
dw_io_card_new (void)
{
  return g_object_new (DW_TYPE_IO_CARD, NULL);
}

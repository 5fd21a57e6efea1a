// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-status-strip.h"

#include <glib/gi18n-lib.h>

#include "dw-size-class.h"
#include "dw-symbol-view.h"
#include "dw-text.h"
#include "dw-tick.h"

/* The strip is a table of items. Each says its text and how bad it is: 0 = normal, else the priority of the symbol in front. */

#define GIB ((double)(1 << 30))
#define DISK_LOW_BYTES (2LL << 30)
#define QUEUE_LONG 500
#define BLOCK_LONG_MS 50

typedef enum { SHOWN_ALWAYS,
               SHOWN_WIDE,
               SHOWN_ABNORMAL } Shown;

typedef struct
{
  const char *name;
  char *(*describe) (const DwHealth *health, guint *priority);
  Shown shown;
} ItemKind;

static char *
describe_fault (const DwHealth *health, guint *priority)
{
  *priority = health->fault[0] != '\0' ? 2 : 0;
  return g_strdup (health->fault);
}

static char *
describe_age (const DwHealth *health, guint *priority)
{
  g_autofree char *median = NULL, *oldest = NULL;

  *priority = health->devices_old > 0 ? 4 : 0;
  if (health->median_age_ms < 0)
    return g_strdup (_ ("No data yet"));
  median = dw_text_age (health->median_age_ms);
  oldest = dw_text_age (health->oldest_age_ms);
  if (health->devices_old == 0)
    return g_strdup_printf (_ ("Data age: median %1$s, oldest %2$s"), median, oldest);
  return g_strdup_printf (_ ("Data age: median %1$s, oldest %2$s (%3$u old)"), median, oldest, health->devices_old);
}

static char *
describe_gateways (const DwHealth *health, guint *priority)
{
  *priority = health->gateways_online < health->gateways ? 4 : 0;
  return g_strdup_printf (_ ("Gateways %1$u of %2$u"), health->gateways_online, health->gateways);
}

static char *
describe_devices (const DwHealth *health, guint *priority)
{
  *priority = 0;
  return g_strdup_printf (_ ("Devices %1$u of %2$u on line"), health->devices_online, health->devices);
}

static char *
describe_queue (const DwHealth *health, guint *priority)
{
  *priority = health->store_queue > QUEUE_LONG ? 3 : 0;
  return g_strdup_printf (_ ("To be written %u"), health->store_queue);
}

static char *
describe_disk (const DwHealth *health, guint *priority)
{
  g_autofree char *free_gib = dw_text_number ((double)health->disk_free_bytes / GIB, 0);

  *priority = health->disk_free_bytes < DISK_LOW_BYTES ? 3 : 0;
  return g_strdup_printf (_ ("Disk: %s GiB free"), free_gib);
}

static char *
describe_block (const DwHealth *health, guint *priority)
{
  *priority = health->worst_block_ms > BLOCK_LONG_MS ? 4 : 0;
  return g_strdup_printf (_ ("Longest halt %d ms"), health->worst_block_ms);
}

static const ItemKind item_kinds[] = {
  { "fault", describe_fault, SHOWN_ABNORMAL },
  { "age", describe_age, SHOWN_ALWAYS },
  { "gateways", describe_gateways, SHOWN_ALWAYS },
  { "devices", describe_devices, SHOWN_ALWAYS },
  { "queue", describe_queue, SHOWN_ALWAYS },
  { "disk", describe_disk, SHOWN_WIDE },
  { "block", describe_block, SHOWN_WIDE },
};

typedef struct
{
  GtkWidget *box; /* in the widget tree */
  DwSymbolView *symbol;
  GtkLabel *label;
} Item;

struct _DwStatusStrip
{
  GtkBox parent_instance;

  Item items[G_N_ELEMENTS (item_kinds)];
  GtkLabel *clock;
  DwStation *station; /* owned */
  guint tick;
};

G_DEFINE_FINAL_TYPE (DwStatusStrip, dw_status_strip, GTK_TYPE_BOX)

static gboolean
is_shown (const ItemKind *kind, guint priority, gboolean narrow)
{
  return priority != 0 || kind->shown == SHOWN_ALWAYS || (kind->shown == SHOWN_WIDE && !narrow);
}

static void
update_item (Item *item, const ItemKind *kind, const DwHealth *health, gboolean narrow)
{
  guint priority = 0;
  g_autofree char *text = kind->describe (health, &priority);

  gtk_widget_set_visible (item->box, is_shown (kind, priority, narrow));
  gtk_widget_set_visible (GTK_WIDGET (item->symbol), priority != 0);
  dw_symbol_view_set (item->symbol, priority, priority != 0 ? DW_SYMBOL_ACKED : DW_SYMBOL_NORMAL);
  if (g_strcmp0 (gtk_label_get_label (item->label), text) != 0)
    gtk_label_set_label (item->label, text);
  if (priority != 0 && priority < 4)
    gtk_widget_add_css_class (item->box, "abnormal");
  else
    gtk_widget_remove_css_class (item->box, "abnormal");
}

static void
update_items (DwStatusStrip *self)
{
  DwSizeClass *size_class = dw_size_class_of (GTK_WIDGET (self));
  gboolean narrow = size_class != NULL && dw_size_class_is_narrow (size_class);
  DwHealth health;

  dw_station_get_health (self->station, &health);
  for (guint i = 0; i < G_N_ELEMENTS (item_kinds); i++)
    update_item (&self->items[i], &item_kinds[i], &health, narrow);
}

/* The names of the system's locale need not be those of the program's language. */
static const char *const weekdays[] = { N_ ("Monday"), N_ ("Tuesday"), N_ ("Wednesday"), N_ ("Thursday"), N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday") };

static void
update_clock (DwStatusStrip *self, gint64 now_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S");
  g_autofree char *text = g_strdup_printf ("%s %s %s", date, _ (weekdays[g_date_time_get_day_of_week (now) - 1]), time);

  gtk_label_set_label (self->clock, text);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  DwStatusStrip *self = data;

  update_clock (self, now_ms);
  update_items (self);
}

static void
add_item (DwStatusStrip *self, Item *item, gboolean first)
{
  item->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  item->symbol = DW_SYMBOL_VIEW (dw_symbol_view_new (12));
  item->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (item->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (item->box, "dw-item");
  if (first)
    gtk_widget_add_css_class (item->box, "first");
  gtk_box_append (GTK_BOX (item->box), GTK_WIDGET (item->symbol));
  gtk_box_append (GTK_BOX (item->box), GTK_WIDGET (item->label));
  gtk_box_append (GTK_BOX (self), item->box);
}

static void
add_clock (DwStatusStrip *self)
{
  self->clock = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->clock), "dw-item");
  gtk_widget_add_css_class (GTK_WIDGET (self->clock), "last");
  gtk_widget_set_hexpand (GTK_WIDGET (self->clock), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->clock), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->clock));
}

static void
dw_status_strip_dispose (GObject *object)
{
  DwStatusStrip *self = DW_STATUS_STRIP (object);

  if (self->tick != 0)
    dw_tick_unwatch (dw_tick_of (GTK_WIDGET (self)), self->tick);
  self->tick = 0;
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_status_strip_parent_class)->dispose (object);
}

static void
dw_status_strip_class_init (DwStatusStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_status_strip_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
dw_status_strip_init (DwStatusStrip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-status");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("State of the station"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (item_kinds); i++)
    add_item (self, &self->items[i], i == 1);
  add_clock (self);
}

void
dw_status_strip_set_station (DwStatusStrip *self, DwStation *station)
{
  g_return_if_fail (self->station == NULL);
  self->station = g_object_ref (station);
  self->tick = dw_tick_watch (dw_tick_of (GTK_WIDGET (self)), tick_cb, self);
  g_signal_connect_object (station, "changed", G_CALLBACK (update_items), self, G_CONNECT_SWAPPED);
  tick_cb (dw_clock_wall_ms (dw_station_get_clock (station)), self);
}

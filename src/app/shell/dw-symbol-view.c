// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-symbol-view.h"

#include <glib/gi18n-lib.h>

#include "dw-blink.h"
#include "dw-style.h"

/* The states of the drawing and of the model are the same list. */
G_STATIC_ASSERT ((int)DW_SYMBOL_UNACK == (int)DW_ALARM_STATE_UNACK);
G_STATIC_ASSERT ((int)DW_SYMBOL_OUT_OF_SERVICE == (int)DW_ALARM_STATE_OUT_OF_SERVICE);

struct _DwSymbolView
{
  GtkWidget parent_instance;

  guint priority;
  DwSymbolState state;
  int size;
};

G_DEFINE_FINAL_TYPE (DwSymbolView, dw_symbol_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SIZE,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static const char *const priority_titles[] = { NULL, N_ ("Urgent"), N_ ("Immediate"), N_ ("Same day"), N_ ("Notice") };

const char *
dw_priority_title (guint priority)
{
  return priority >= 1 && priority <= 4 ? _ (priority_titles[priority]) : "";
}

char *
dw_symbol_describe (guint priority, DwSymbolState state)
{
  if (state == DW_SYMBOL_STALE)
    return g_strdup (_ ("Old"));
  if (state == DW_SYMBOL_NORMAL || priority == 0)
    return g_strdup (_ ("Normal"));
  /* TRANSLATORS: priority, state of an alarm: "Urgent, unacknowledged". */
  return g_strdup_printf (_ ("%1$s, %2$s"), dw_priority_title (priority), dw_alarm_state_title ((DwAlarmState)state));
}

static void
update_blinking (DwSymbolView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && dw_symbol_state_has_ring (self->state))
    dw_blink_watch (GTK_WIDGET (self));
  else
    dw_blink_unwatch (GTK_WIDGET (self));
}

static void
dw_symbol_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dw_symbol_view_parent_class)->map (widget);
  update_blinking (DW_SYMBOL_VIEW (widget));
}

static void
dw_symbol_view_unmap (GtkWidget *widget)
{
  dw_blink_unwatch (widget);
  GTK_WIDGET_CLASS (dw_symbol_view_parent_class)->unmap (widget);
}

static void
dw_symbol_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  DwSymbolView *self = DW_SYMBOL_VIEW (widget);

  *minimum = *natural = self->size + 2 * (int)dw_symbol_reach (self->size);
}

static void
dw_symbol_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwSymbolView *self = DW_SYMBOL_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-2, -2, (float)width + 4, (float)height + 4));

  dw_symbol_draw (cr, dw_palette_of (widget), self->priority, self->state, (width - self->size) / 2.0, (height - self->size) / 2.0, self->size, dw_blink_get_ring (widget));
  cairo_destroy (cr);
}

static void
dw_symbol_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIZE)
    g_value_set_int (value, DW_SYMBOL_VIEW (object)->size);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_symbol_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIZE)
    {
      DW_SYMBOL_VIEW (object)->size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_symbol_view_class_init (DwSymbolViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dw_symbol_view_get_property;
  object_class->set_property = dw_symbol_view_set_property;
  widget_class->map = dw_symbol_view_map;
  widget_class->unmap = dw_symbol_view_unmap;
  widget_class->measure = dw_symbol_view_measure;
  widget_class->snapshot = dw_symbol_view_snapshot;
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 8, 96, 16, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "dwsymbol");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_symbol_view_init (DwSymbolView *self)
{
  self->size = 16;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
dw_symbol_view_new (int size)
{
  return g_object_new (DW_TYPE_SYMBOL_VIEW, "size", size, NULL);
}

void
dw_symbol_view_set (DwSymbolView *self, guint priority, DwSymbolState state)
{
  g_autofree char *words = NULL;

  if (self->priority == priority && self->state == state)
    return;
  self->priority = priority;
  self->state = state;
  words = dw_symbol_describe (priority, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  update_blinking (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

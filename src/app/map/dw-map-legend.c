// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-legend.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-map-mark.h"
#include "dw-style.h"
#include "dw-symbol-view.h"

struct _DwMapLegend
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *buttons[5]; /* 1…4, borrowed; NULL in layers without priorities */
  int layer;             /* -1: nothing is shown yet */
};

G_DEFINE_FINAL_TYPE (DwMapLegend, dw_map_legend, GTK_TYPE_WIDGET)

/* One sample of a mark and what it means. */
typedef struct
{
  DwMapLayer layer;
  DwSymbolState state;
  guint off_line;
  double load_percent;
  gboolean load_old, empty;
  const char *words;
} Sample;

static const Sample samples[] = {
  { DW_MAP_LAYER_ALARMS, DW_SYMBOL_NORMAL, 0, NAN, FALSE, FALSE, N_ ("Normal") },
  { DW_MAP_LAYER_ALARMS, DW_SYMBOL_STALE, 0, NAN, FALSE, FALSE, N_ ("Off line") },
  { DW_MAP_LAYER_OFF_LINE, DW_SYMBOL_STALE, 2, NAN, FALSE, FALSE, N_ ("Devices off line") },
  { DW_MAP_LAYER_OFF_LINE, DW_SYMBOL_NORMAL, 0, NAN, FALSE, FALSE, N_ ("All on line") },
  { DW_MAP_LAYER_OFF_LINE, DW_SYMBOL_NORMAL, 0, NAN, FALSE, TRUE, N_ ("Not installed") },
  { DW_MAP_LAYER_LOAD, DW_SYMBOL_NORMAL, 0, 85, FALSE, FALSE, N_ ("Highest load rate") },
  { DW_MAP_LAYER_LOAD, DW_SYMBOL_NORMAL, 0, 105, FALSE, FALSE, N_ ("Over rated current") },
  { DW_MAP_LAYER_LOAD, DW_SYMBOL_NORMAL, 0, 60, TRUE, FALSE, N_ ("Old") },
  { DW_MAP_LAYER_LOAD, DW_SYMBOL_NORMAL, 0, NAN, FALSE, FALSE, N_ ("No value") },
};

static GtkWidget *
make_mark (const Sample *sample)
{
  GtkWidget *mark = dw_map_mark_new ();
  g_autoptr (GArray) members = g_array_new (FALSE, TRUE, sizeof (guint));
  DwMapCluster cluster = { .members = members, .state = sample->state, .n_old = sample->state == DW_SYMBOL_STALE, .off_line = sample->off_line, .load_percent = sample->load_percent, .load_old = sample->load_old, .empty = sample->empty };

  g_array_set_size (members, 1);
  dw_map_mark_set (DW_MAP_MARK (mark), &cluster, sample->layer, NULL);
  return mark;
}

static void
add_sample (DwMapLegend *self, const Sample *sample)
{
  GtkWidget *label = gtk_label_new (_ (sample->words)), *mark = sample->layer == DW_MAP_LAYER_ALARMS ? dw_symbol_view_new (12) : make_mark (sample);

  if (sample->layer == DW_MAP_LAYER_ALARMS)
    dw_symbol_view_set (DW_SYMBOL_VIEW (mark), 0, sample->state);
  gtk_widget_set_margin_end (label, 6);
  gtk_box_append (GTK_BOX (self->box), mark);
  gtk_box_append (GTK_BOX (self->box), label);
}

static void
add_priority (DwMapLegend *self, guint priority)
{
  GtkWidget *button = gtk_button_new (), *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *symbol = dw_symbol_view_new (12);

  dw_symbol_view_set (DW_SYMBOL_VIEW (symbol), priority, DW_SYMBOL_ACKED);
  gtk_box_append (GTK_BOX (content), symbol);
  gtk_box_append (GTK_BOX (content), gtk_label_new (dw_priority_title (priority)));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "dw-map-priority");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int)priority);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "map.toggle-priority");
  gtk_box_append (GTK_BOX (self->box), button);
  self->buttons[priority] = button;
}

static void
fill (DwMapLegend *self, DwMapLayer layer)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  memset (self->buttons, 0, sizeof self->buttons);
  for (guint priority = 1; layer == DW_MAP_LAYER_ALARMS && priority <= 4; priority++)
    add_priority (self, priority);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    if (samples[i].layer == layer)
      add_sample (self, &samples[i]);
  self->layer = (int)layer;
}

static void
show_priority (GtkWidget *button, guint priority, gboolean shown)
{
  /* TRANSLATORS: a priority of alarms and whether the map shows it: "Urgent: shown". */
  g_autofree char *words = g_strdup_printf (shown ? _ ("%s: shown") : _ ("%s: hidden"), dw_priority_title (priority));
  g_autofree char *tip = g_strdup_printf (shown ? _ ("Hide on the map (%u)") : _ ("Show on the map (%u)"), priority);

  dw_style_set_class (button, "dw-hidden", !shown);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
dw_map_legend_show (DwMapLegend *self, DwMapLayer layer, guint priorities)
{
  if (self->layer != (int)layer)
    fill (self, layer);
  for (guint priority = 1; priority <= 4; priority++)
    if (self->buttons[priority] != NULL)
      show_priority (self->buttons[priority], priority, priorities == 0 || (priorities & 1u << priority) != 0);
}

static void
dw_map_legend_dispose (GObject *object)
{
  g_clear_pointer (&DW_MAP_LEGEND (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_map_legend_parent_class)->dispose (object);
}

static void
dw_map_legend_class_init (DwMapLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_map_legend_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwmaplegend");
}

static void
dw_map_legend_init (DwMapLegend *self)
{
  self->layer = -1;
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-map-legend");
}

GtkWidget *
dw_map_legend_new (void)
{
  return g_object_new (DW_TYPE_MAP_LEGEND, NULL);
}

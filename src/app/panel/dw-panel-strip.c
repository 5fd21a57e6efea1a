// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-panel-strip.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-card.h"
#include "dw-chip.h"
#include "dw-device-summary.h"
#include "dw-device-table.h"
#include "dw-key-button.h"
#include "dw-phase-layout.h"
#include "dw-symbol-view.h"
#include "dw-text.h"

struct _DwPanelStrip
{
  GtkWidget parent_instance;

  /* template children */
  GtkWidget *strip;
  DwSymbolView *symbol;
  GtkLabel *name;
  GtkLabel *place_label;
  DwChip *alarm_chip;
  DwChip *link_chip;
  GtkLabel *address;
  GtkLabel *model;
  GtkBox *box_pair;
  GtkLabel *box_temperature;
  GtkLabel *age;
  GtkWidget *meter;

  DwDevice *device;
  DwPlace *place;
  DwAlarmList *alarms;
};

G_DEFINE_FINAL_TYPE (DwPanelStrip, dw_panel_strip, GTK_TYPE_WIDGET)

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static const char *
describe_wiring (DwDevice *device)
{
  DwPhaseLayout layout;

  dw_phase_layout_make (device, &layout);
  if (layout.n_rows == 0)
    return NULL;
  if (layout.single_phase)
    return _ ("single-phase");
  return dw_device_find_point (device, DW_QUANTITY_VOLTAGE, DW_PHASE_A, 0) != NULL ? _ ("three-phase four-wire") : _ ("three-phase three-wire");
}

static void
show_place (DwPanelStrip *self)
{
  DwPlace *school = self->place != NULL ? dw_place_get_ancestor (self->place, DW_PLACE_SCHOOL) : NULL;
  const char *where = self->place != NULL ? dw_place_get_fact (self->place, "address") : NULL;
  g_autofree char *path = dw_place_words (self->place, school);
  double rated = dw_device_get_rated_current (self->device);
  g_autofree char *ampere = rated > 0 ? dw_text_number (rated, 0) : NULL;
  g_autofree char *rated_words = ampere != NULL ? g_strdup_printf ("%s A", ampere) : NULL;
  const char *wiring = describe_wiring (self->device);
  GString *words = g_string_new (where != NULL ? where : path);

  if (wiring != NULL)
    g_string_append_printf (words, " · %s", wiring);
  if (rated_words != NULL)
    g_string_append_printf (words, " %s", rated_words);
  gtk_label_set_label (self->place_label, words->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->place_label), path);
  g_string_free (words, TRUE);
}

/* Outside -10…50 °C in the box the device is beyond what it is made for (S0-19). */
static void
show_box (DwPanelStrip *self, gint64 now_ms)
{
  const DwChannel *channel = dw_device_find_point (self->device, DW_QUANTITY_TEMPERATURE, DW_PHASE_BOX, 0);
  DwReadingText reading;
  g_autofree char *text = NULL;

  if (channel == NULL)
    channel = dw_device_find_point (self->device, DW_QUANTITY_TEMPERATURE, DW_PHASE_AMBIENT, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->box_pair), channel != NULL);
  if (channel == NULL)
    return;
  dw_reading_text_make (self->device, channel, now_ms, &reading);
  text = dw_reading_text_with_unit (&reading, channel);
  set_label (self->box_temperature, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->box_temperature),
                              (const char *[]){ "dw-strip-value", dw_quality_is_fresh (reading.quality) ? "dw-num" : "dw-old", NULL });
}

static void
show_link (DwPanelStrip *self, gint64 now_ms)
{
  gint64 since_ms = dw_device_get_link_since_ms (self->device);
  g_autofree char *age = since_ms > 0 ? dw_text_age (now_ms - since_ms) : NULL;
  g_autofree char *words = NULL;

  switch (dw_device_get_link (self->device))
    {
    case DW_LINK_ONLINE:
      break;
    case DW_LINK_SILENT:
      words = g_strdup_printf (_ ("no answer %s"), age != NULL ? age : "");
      break;
    case DW_LINK_DOWN:
      words = g_strdup_printf (_ ("off line %s"), age != NULL ? age : "");
      break;
    case DW_LINK_UNKNOWN:
    default:
      words = g_strdup (_ ("not asked yet"));
      break;
    }
  dw_chip_set (self->link_chip, words, 0, TRUE);
}

static void
show_alarm (DwPanelStrip *self, const DwDeviceSummary *summary, gint64 now_ms)
{
  g_autofree char *words = summary->priority > 0 ? dw_device_summary_describe (summary, self->device, now_ms) : NULL;

  dw_symbol_view_set (self->symbol, summary->priority, summary->state);
  dw_chip_set (self->alarm_chip, words, summary->priority, FALSE);
  dw_mark_set (self->strip, summary->priority, summary->off_line);
}

void
dw_panel_strip_update (DwPanelStrip *self, gint64 now_ms)
{
  DwDeviceSummary summary;
  g_autofree char *age = NULL, *words = NULL;

  if (self->device == NULL)
    return;
  dw_device_summary_make (self->device, self->alarms, now_ms, &summary);
  show_alarm (self, &summary, now_ms);
  show_link (self, now_ms);
  show_box (self, now_ms);
  age = summary.age_ms >= 0 ? dw_text_age (summary.age_ms) : NULL;
  words = age != NULL ? g_strdup_printf (_ ("%s ago"), age) : g_strdup ("\u2014");
  set_label (self->age, words);
}

void
dw_panel_strip_set_device (DwPanelStrip *self, DwDevice *device, DwPlace *place, DwAlarmList *alarms)
{
  g_set_object (&self->device, device);
  g_set_object (&self->place, place);
  g_set_object (&self->alarms, alarms);
  if (device == NULL)
    return;
  gtk_label_set_label (self->name, dw_device_get_name (device));
  gtk_label_set_label (self->address, dw_device_get_address (device));
  gtk_label_set_label (self->model, dw_device_get_model (device));
  gtk_widget_set_visible (self->meter, dw_device_find_channel (device, "energy_active_import") != NULL);
  show_place (self);
}

static void
dw_panel_strip_dispose (GObject *object)
{
  DwPanelStrip *self = DW_PANEL_STRIP (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_PANEL_STRIP);
  g_clear_object (&self->device);
  g_clear_object (&self->place);
  g_clear_object (&self->alarms);
  G_OBJECT_CLASS (dw_panel_strip_parent_class)->dispose (object);
}

static void
dw_panel_strip_class_init (DwPanelStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DW_TYPE_CHIP);
  g_type_ensure (DW_TYPE_KEY_BUTTON);
  G_OBJECT_CLASS (klass)->dispose = dw_panel_strip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/panel/dw-panel-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, strip);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, symbol);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, name);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, place_label);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, alarm_chip);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, link_chip);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, address);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, model);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, box_pair);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, box_temperature);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, age);
  gtk_widget_class_bind_template_child (widget_class, DwPanelStrip, meter);
}

static void
dw_panel_strip_init (DwPanelStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dw_panel_strip_new (void)
{
  return g_object_new (DW_TYPE_PANEL_STRIP, NULL);
}

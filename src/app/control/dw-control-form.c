// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-card.h"
#include "dw-control-parts.h"
#include "dw-text.h"

/* The confirm step. What is asked for comes from the offer, so a verb that needs no second person shows none. */
struct _DwControlFormView
{
  GtkBox parent_instance;

  DwStation *station; /* owned */
  DwDevice *device;   /* owned */

  /* children; NULL where not asked for */
  GtkWidget *reason, *switch_name, *match, *nobody, *diagnosis, *second, *password;
  GPtrArray *second_ids;    /* char*, in the order of the drop-down */
  GPtrArray *limits;        /* DwControlLimit */
  GPtrArray *limit_entries; /* GtkEntry, borrowed */
};

G_DEFINE_FINAL_TYPE (DwControlFormView, dw_control_form, GTK_TYPE_BOX)

enum { SIGNAL_CHANGED,
       N_SIGNALS };
static guint signals[N_SIGNALS];

static void
changed_cb (DwControlFormView *self)
{
  if (self->match)
    gtk_label_set_text (GTK_LABEL (self->match), g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->switch_name)), dw_device_get_switch_name (self->device)) == 0 ? _ ("✓ the same") : "");
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- rows --- */

static GtkWidget *
add_row (DwControlFormView *self, const char *title, GtkWidget *field)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_set_size_request (label, 104, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dw-second");
  gtk_widget_set_hexpand (field, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), field);
  gtk_box_append (GTK_BOX (self), row);
  return row;
}

static GtkWidget *
add_entry (DwControlFormView *self, const char *title)
{
  GtkWidget *entry = gtk_entry_new ();

  add_row (self, title, entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

/* --- reason with presets --- */

static const char *const presets[] = {
  N_ ("Inspected on site, cause removed"),
  N_ ("Repair finished, restore supply"),
  N_ ("Danger on site, cut the supply"),
  N_ ("Planned test"),
};

static void
preset_cb (GtkButton *button, DwControlFormView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->reason), gtk_button_get_label (button));
  gtk_widget_grab_focus (self->reason);
}

static void
add_presets (DwControlFormView *self)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 4);
  gtk_widget_set_margin_start (flow, 108);
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (presets[i]));

      gtk_widget_add_css_class (button, "dw-compact");
      g_signal_connect (button, "clicked", G_CALLBACK (preset_cb), self);
      gtk_flow_box_insert (GTK_FLOW_BOX (flow), button, -1);
    }
  gtk_box_append (GTK_BOX (self), flow);
}

/* --- switch name, site check, diagnosis --- */

static void
add_switch_name (DwControlFormView *self)
{
  g_autofree char *title = g_strdup_printf (_ ("Type %s"), dw_device_get_switch_name (self->device));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->switch_name = gtk_entry_new ();
  self->match = gtk_label_new ("");
  gtk_widget_set_hexpand (self->switch_name, TRUE);
  gtk_widget_add_css_class (self->match, "dw-second");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->switch_name), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), self->switch_name);
  gtk_box_append (GTK_BOX (box), self->match);
  add_row (self, title, box);
  g_signal_connect_object (self->switch_name, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_site_check (DwControlFormView *self)
{
  self->nobody = gtk_check_button_new_with_label (_ ("No one is working on this circuit"));
  add_row (self, _ ("Site check"), self->nobody);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->nobody), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("No one is working on this circuit"), -1);
  g_signal_connect_object (self->nobody, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* --- second person --- */

static void
add_second_person (DwControlFormView *self)
{
  GPtrArray *people = dw_station_list_people (self->station);
  GtkStringList *names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Choose"));
  g_ptr_array_add (self->second_ids, g_strdup (""));
  for (guint i = 0; i < people->len; i++)
    {
      const DwPerson *person = people->pdata[i];
      g_autofree char *title = dw_person_title (person);

      if (g_str_equal (person->id, dw_station_get_person (self->station)->id))
        continue;
      gtk_string_list_append (names, title);
      g_ptr_array_add (self->second_ids, g_strdup (person->id));
    }
  self->second = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  self->password = gtk_password_entry_new ();
  add_row (self, _ ("Second person"), self->second);
  add_row (self, _ ("Their password"), self->password);
  g_signal_connect_object (self->second, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* --- limits --- */

static void
add_limit (DwControlFormView *self, const DwControlLimit *limit)
{
  g_autofree char *title = g_strdup_printf (C_ ("quantity", "%1$s (%2$s)"), limit->title, limit->unit);
  g_autofree char *old = isnan (limit->old) ? g_strdup ("") : g_strdup_printf ("%g", limit->old);
  g_autofree char *was = isnan (limit->old) ? g_strdup ("—") : g_strdup_printf ("%g", limit->old);
  g_autofree char *range = g_strdup_printf (_ ("was %s, %g to %g"), was, limit->min, limit->max);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *note = gtk_label_new (range);

  gtk_editable_set_text (GTK_EDITABLE (entry), old);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_widget_add_css_class (note, "dw-note");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), note);
  add_row (self, title, box);
  g_ptr_array_add (self->limit_entries, entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_limits (DwControlFormView *self)
{
  self->limits = dw_control_desk_list_limits (self->station, self->device);
  for (guint i = 0; i < self->limits->len; i++)
    add_limit (self, self->limits->pdata[i]);
}

static gboolean
read_limit (DwControlFormView *self, guint index, double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->limit_entries->pdata[index]));
  char *end = NULL;

  *value = g_ascii_strtod (text, &end);
  return *text != '\0' && end && *end == '\0';
}

GHashTable *
dw_control_form_read_limits (DwControlFormView *self)
{
  GHashTable *values;

  if (!self->limits)
    return NULL;
  values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < self->limits->len; i++)
    {
      const DwControlLimit *limit = self->limits->pdata[i];
      double value;

      if (read_limit (self, i, &value) && (isnan (limit->old) || value != limit->old))
        g_hash_table_insert (values, g_strdup (limit->name), g_memdup2 (&value, sizeof value));
    }
  return values;
}

static gboolean
limits_are_sound (DwControlFormView *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->limits->len; i++)
    {
      const DwControlLimit *limit = self->limits->pdata[i];
      const char *text = gtk_editable_get_text (GTK_EDITABLE (self->limit_entries->pdata[i]));
      double value;

      if (*text == '\0')
        continue;
      if (!read_limit (self, i, &value) || value < limit->min || value > limit->max)
        return FALSE;
      any |= isnan (limit->old) || value != limit->old;
    }
  return any;
}

/* --- reading --- */

static const char *
get_second (DwControlFormView *self)
{
  guint selected = self->second ? gtk_drop_down_get_selected (GTK_DROP_DOWN (self->second)) : 0;

  return selected < self->second_ids->len ? self->second_ids->pdata[selected] : "";
}

static const char *
get_text (GtkWidget *entry)
{
  return entry ? gtk_editable_get_text (GTK_EDITABLE (entry)) : "";
}

void
dw_control_form_read (DwControlFormView *self, DwControlForm *form)
{
  form->reason = get_text (self->reason);
  form->switch_name = get_text (self->switch_name);
  form->second_person_id = get_second (self);
  form->second_person_password = get_text (self->password);
  form->no_one_working = self->nobody && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->nobody));
  form->diagnosis = get_text (self->diagnosis);
}

static void
note_missing (GPtrArray *missing, gboolean is_missing, const char *what)
{
  if (is_missing)
    g_ptr_array_add (missing, g_strdup (what));
}

GPtrArray *
dw_control_form_list_missing (DwControlFormView *self)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  DwControlForm form;

  dw_control_form_read (self, &form);
  note_missing (missing, *form.reason == '\0', _ ("reason"));
  note_missing (missing, self->switch_name && g_strcmp0 (form.switch_name, dw_device_get_switch_name (self->device)) != 0, _ ("name of the switch"));
  note_missing (missing, self->nobody && !form.no_one_working, _ ("site check"));
  note_missing (missing, self->diagnosis && *form.diagnosis == '\0', _ ("diagnosis"));
  note_missing (missing, self->second && *form.second_person_id == '\0', _ ("second person"));
  note_missing (missing, self->password && *form.second_person_password == '\0', _ ("their password"));
  note_missing (missing, self->limits && !limits_are_sound (self), _ ("a changed limit within its range"));
  return missing;
}

GtkWidget *
dw_control_form_get_first (DwControlFormView *self)
{
  return self->reason;
}

static void
dw_control_form_finalize (GObject *object)
{
  DwControlFormView *self = DW_CONTROL_FORM_VIEW (object);

  g_ptr_array_unref (self->second_ids);
  g_ptr_array_unref (self->limit_entries);
  g_clear_pointer (&self->limits, g_ptr_array_unref);
  g_clear_object (&self->device);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_control_form_parent_class)->finalize (object);
}

static void
dw_control_form_class_init (DwControlFormViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_control_form_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_control_form_init (DwControlFormView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-dialog-pad");
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->second_ids = g_ptr_array_new_with_free_func (g_free);
  self->limit_entries = g_ptr_array_new ();
}

GtkWidget *
dw_control_form_new (DwStation *station, DwDevice *device, const DwControlOffer *offer)
{
  DwControlFormView *self = g_object_new (DW_TYPE_CONTROL_FORM_VIEW, NULL);

  self->station = g_object_ref (station);
  self->device = g_object_ref (device);
  if (offer->verb == DW_VERB_SET_LIMIT)
    add_limits (self);
  self->reason = add_entry (self, _ ("Reason"));
  add_presets (self);
  if (offer->needs_switch_name)
    add_switch_name (self);
  if (offer->needs_no_one_working)
    add_site_check (self);
  if (offer->needs_diagnosis)
    self->diagnosis = add_entry (self, _ ("Diagnosis of the trip"));
  if (offer->needs_second_person)
    add_second_person (self);
  return GTK_WIDGET (self);
}

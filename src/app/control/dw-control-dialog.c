// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-control-dialog.h"

#include <glib/gi18n-lib.h>

#include "dw-card.h"
#include "dw-control-parts.h"
#include "dw-icon-view.h"
#include "dw-sheet.h"

typedef enum { STEP_CHOOSE,
               STEP_CONFIRM,
               STEP_EXECUTE,
               STEP_FEEDBACK,
               N_STEPS } Step;

#define DW_TYPE_CONTROL_DIALOG (dw_control_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DwControlDialog, dw_control_dialog, DW, CONTROL_DIALOG, GtkBox)

struct _DwControlDialog
{
  GtkBox parent_instance;

  /* owned */
  DwStation *station;
  DwDevice *device;
  GPtrArray *offers;
  char *desk;
  char *token; /* NULL = nothing is locked */

  /* children */
  GtkWidget *title, *two, *lock, *steps[N_STEPS], *body, *note, *back, *cancel, *go;
  GtkWidget *choice, *form, *outcome;

  /* state */
  Step step;
  const DwControlOffer *offer; /* into offers */
  guint timer;
  gint64 started_ms;
};

G_DEFINE_FINAL_TYPE (DwControlDialog, dw_control_dialog, GTK_TYPE_BOX)

static void show_choose (DwControlDialog *self, DwVerb verb, const char *problem);

/* --- frame --- */

static void
set_step (DwControlDialog *self, Step step)
{
  self->step = step;
  for (Step i = 0; i < N_STEPS; i++)
    {
      if (i == step)
        gtk_widget_add_css_class (self->steps[i], "current");
      else
        gtk_widget_remove_css_class (self->steps[i], "current");
      if (i < step)
        gtk_widget_add_css_class (self->steps[i], "done");
      else
        gtk_widget_remove_css_class (self->steps[i], "done");
    }
}

static void
set_body (DwControlDialog *self, GtkWidget *child)
{
  GtkWidget *old = gtk_widget_get_first_child (self->body);

  if (old)
    gtk_box_remove (GTK_BOX (self->body), old);
  gtk_widget_set_hexpand (child, TRUE);
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (GTK_BOX (self->body), child);
}

static void
set_go (DwControlDialog *self, const char *label, gboolean enabled)
{
  gtk_button_set_label (GTK_BUTTON (self->go), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->go), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_sensitive (self->go, enabled);
  gtk_widget_set_visible (self->go, TRUE);
}

static void
set_note (DwControlDialog *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->note), text);
}

static void
update_lock (DwControlDialog *self)
{
  int remaining_ms = self->token ? dw_control_desk_remaining_ms (self->station, self->token) : -1;

  dw_lock_bar_set (DW_LOCK_BAR (self->lock), self->step == STEP_CONFIRM ? remaining_ms : -1, self->offer ? self->offer->lock_ms : 0);
}

static void
give_back (DwControlDialog *self)
{
  if (self->token)
    dw_control_desk_release (self->station, self->token);
  g_clear_pointer (&self->token, g_free);
}

/* --- feedback --- */

static void
mark_outcome (DwControlDialog *self, DwCommandState state)
{
  dw_mark_set (GTK_WIDGET (self), state == DW_COMMAND_CONFIRMED ? 0 : state == DW_COMMAND_UNCONFIRMED || state == DW_COMMAND_EXPIRED ? 3
                                                                                                                                     : 2,
               FALSE);
}

static void
show_feedback (DwControlDialog *self)
{
  set_step (self, STEP_FEEDBACK);
  update_lock (self);
  set_note (self, "");
  gtk_widget_set_visible (self->cancel, FALSE);
  set_go (self, _ ("Finish"), TRUE);
  gtk_widget_grab_focus (self->go);
}

static void
executed_cb (GObject *source, GAsyncResult *answer, gpointer data)
{
  g_autoptr (DwControlDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DwCommandResult) result = dw_control_desk_execute_finish (DW_STATION (source), answer, &error);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->token, g_free);
  if (result)
    {
      dw_control_outcome_show_result (DW_CONTROL_OUTCOME (self->outcome), self->offer->verb, result);
      mark_outcome (self, result->state);
    }
  else
    {
      dw_control_outcome_show_refusal (DW_CONTROL_OUTCOME (self->outcome), error->message);
      mark_outcome (self, DW_COMMAND_REFUSED);
    }
  show_feedback (self);
}

/* --- execute --- */

static void
progress_cb (const DwCommandResult *result, gpointer data)
{
  DwControlDialog *self = data;

  dw_control_outcome_show_log (DW_CONTROL_OUTCOME (self->outcome), result);
}

static gboolean
running_cb (gpointer data)
{
  DwControlDialog *self = data;
  int elapsed_ms = (int)(dw_clock_mono_ms (dw_station_get_clock (self->station)) - self->started_ms);

  dw_control_outcome_show_running (DW_CONTROL_OUTCOME (self->outcome), self->offer->verb, elapsed_ms, self->offer->timeout_ms);
  return G_SOURCE_CONTINUE;
}

static void
execute (DwControlDialog *self)
{
  g_autoptr (GHashTable) limits = dw_control_form_read_limits (DW_CONTROL_FORM_VIEW (self->form));

  self->outcome = dw_control_outcome_new ();
  self->started_ms = dw_clock_mono_ms (dw_station_get_clock (self->station));
  g_clear_handle_id (&self->timer, g_source_remove);
  set_body (self, self->outcome);
  set_step (self, STEP_EXECUTE);
  update_lock (self);
  set_note (self, "");
  running_cb (self);
  gtk_widget_set_visible (self->back, FALSE);
  gtk_widget_set_sensitive (self->cancel, FALSE);
  gtk_widget_set_visible (self->go, FALSE);
  self->timer = g_timeout_add (100, running_cb, self);
  /* The dialog lives until the answer: the task holds it. */
  dw_control_desk_execute_async (self->station, self->token, limits, progress_cb, self, executed_cb, g_object_ref (self));
}

/* --- confirm --- */

static char *
join (GPtrArray *texts)
{
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (C_ ("between items of a list", ", "), (char **)texts->pdata);
}

static void
form_changed_cb (DwControlDialog *self)
{
  g_autoptr (GPtrArray) missing = dw_control_form_list_missing (DW_CONTROL_FORM_VIEW (self->form));
  gboolean complete = missing->len == 0;
  g_autofree char *list = join (missing);
  g_autofree char *who = dw_person_title (dw_station_get_person (self->station));
  g_autofree char *text = complete ? g_strdup_printf (_ ("Operator %s · everything is written to the audit log"), who) : g_strdup_printf (_ ("Missing: %s"), list);

  set_note (self, text);
  gtk_widget_set_sensitive (self->go, complete);
}

static gboolean
lock_cb (gpointer data)
{
  DwControlDialog *self = data;

  if (self->step != STEP_CONFIRM || dw_control_desk_remaining_ms (self->station, self->token) > 0)
    {
      update_lock (self);
      return G_SOURCE_CONTINUE;
    }
  self->timer = 0;
  give_back (self);
  show_choose (self, self->offer->verb, _ ("The selection timed out; select again"));
  return G_SOURCE_REMOVE;
}

static void
show_confirm (DwControlDialog *self)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *card = dw_card_new (_ ("Confirm"), NULL);
  g_autofree char *title = g_strdup_printf (_ ("Remote control: %s"), dw_verb_title (self->offer->verb));

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_widget_set_visible (self->two, self->offer->needs_second_person);
  self->form = dw_control_form_new (self->station, self->device, self->offer);
  dw_card_append (DW_CARD (card), self->form);
  gtk_widget_set_hexpand (card, TRUE);
  gtk_box_append (GTK_BOX (columns), dw_control_object_new (self->station, self->device));
  gtk_box_append (GTK_BOX (columns), card);
  set_body (self, columns);
  set_step (self, STEP_CONFIRM);
  update_lock (self);
  gtk_widget_set_visible (self->back, TRUE);
  set_go (self, dw_verb_title (self->offer->verb), FALSE);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  form_changed_cb (self);
  gtk_widget_grab_focus (dw_control_form_get_first (DW_CONTROL_FORM_VIEW (self->form)));
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (250, lock_cb, self);
}

static void
confirm (DwControlDialog *self)
{
  DwControlForm form;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;

  dw_control_form_read (DW_CONTROL_FORM_VIEW (self->form), &form);
  if (dw_control_desk_confirm (self->station, self->token, &form, &missing, &error))
    {
      execute (self);
      return;
    }
  if (missing)
    {
      g_autofree char *list = join (missing);

      set_note (self, list);
    }
  else
    set_note (self, error->message);
}

/* --- choose --- */

static gboolean
choose (DwControlDialog *self, const DwControlOffer *offer, GError **error)
{
  give_back (self);
  self->token = dw_control_desk_select (self->station, dw_station_get_person (self->station), self->desk, self->device, offer->verb, error);
  if (!self->token)
    return FALSE;
  self->offer = offer;
  show_confirm (self);
  return TRUE;
}

static void
chosen_cb (DwControlDialog *self)
{
  gtk_widget_set_sensitive (self->go, dw_control_choice_get (DW_CONTROL_CHOICE (self->choice)) != NULL);
}

static void
show_choose (DwControlDialog *self, DwVerb verb, const char *problem)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *card = dw_card_new (_ ("What can be done here"), NULL);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_ptr_array_unref (self->offers);
  self->offers = dw_control_desk_list (self->station, dw_station_get_person (self->station), self->device);
  self->offer = NULL;
  self->choice = dw_control_choice_new (self->offers, verb);
  dw_card_append (DW_CARD (card), self->choice);
  gtk_widget_set_hexpand (card, TRUE);
  gtk_box_append (GTK_BOX (columns), dw_control_object_new (self->station, self->device));
  gtk_box_append (GTK_BOX (columns), card);
  set_body (self, columns);
  set_step (self, STEP_CHOOSE);
  update_lock (self);
  gtk_label_set_text (GTK_LABEL (self->title), _ ("Remote control"));
  gtk_widget_set_visible (self->two, FALSE);
  gtk_widget_set_visible (self->back, FALSE);
  set_note (self, problem ? problem : _ ("Choosing locks the device for this desk for 30 s; others see who."));
  set_go (self, _ ("Next"), dw_control_choice_get (DW_CONTROL_CHOICE (self->choice)) != NULL);
  g_signal_connect_object (self->choice, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
choose_next (DwControlDialog *self)
{
  const DwControlOffer *offer = dw_control_choice_get (DW_CONTROL_CHOICE (self->choice));
  g_autoptr (GError) error = NULL;

  if (offer && !choose (self, offer, &error))
    show_choose (self, offer->verb, error->message);
}

/* --- buttons and keys --- */

static void
go_cb (DwControlDialog *self)
{
  switch (self->step)
    {
    case STEP_CHOOSE:
      choose_next (self);
      break;
    case STEP_CONFIRM:
      confirm (self);
      break;
    case STEP_FEEDBACK:
      dw_sheet_close (GTK_WIDGET (self));
      break;
    case STEP_EXECUTE:
    case N_STEPS:
      break;
    }
}

static void
back_cb (DwControlDialog *self)
{
  give_back (self);
  show_choose (self, self->offer->verb, NULL);
}

static void
cancel_cb (DwControlDialog *self)
{
  dw_sheet_close (GTK_WIDGET (self));
}

/* Esc leaves, but never a running command; Ctrl+Enter is the verb. */
static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, DwControlDialog *self)
{
  if (keyval == GDK_KEY_Escape && self->step == STEP_EXECUTE)
    return GDK_EVENT_STOP;
  if (keyval == GDK_KEY_Return && (state & GDK_CONTROL_MASK) && gtk_widget_get_sensitive (self->go) && gtk_widget_get_visible (self->go))
    {
      go_cb (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* --- making --- */

static GtkWidget *
make_head (DwControlDialog *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  self->title = gtk_label_new ("");
  self->two = gtk_label_new (_ ("two persons"));
  self->lock = dw_lock_bar_new ();
  gtk_widget_add_css_class (self->title, "dw-title");
  gtk_widget_add_css_class (self->two, "dw-chip");
  gtk_widget_set_valign (self->two, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->lock, TRUE);
  gtk_widget_set_halign (self->lock, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (head), dw_icon_view_new ("lock", 18));
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->two);
  gtk_box_append (GTK_BOX (head), self->lock);
  gtk_widget_add_css_class (head, "dw-dialog-head");
  return head;
}

static GtkWidget *
make_steps (DwControlDialog *self)
{
  static const char *const words[N_STEPS] = { N_ ("1 Choose"), N_ ("2 Confirm"), N_ ("3 Execute"), N_ ("4 Feedback") };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  for (Step i = 0; i < N_STEPS; i++)
    {
      self->steps[i] = gtk_label_new (_ (words[i]));
      gtk_widget_add_css_class (self->steps[i], "dw-dialog-step");
      gtk_box_append (GTK_BOX (row), self->steps[i]);
    }
  return row;
}

static GtkWidget *
make_foot (DwControlDialog *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  self->note = gtk_label_new ("");
  self->cancel = gtk_button_new_with_label (_ ("Cancel"));
  self->back = gtk_button_new_with_label (_ ("Back"));
  self->go = gtk_button_new_with_label ("");
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_widget_set_hexpand (self->note, TRUE);
  gtk_widget_add_css_class (self->note, "dw-second");
  gtk_widget_add_css_class (self->go, "dw-primary");
  gtk_widget_set_valign (self->cancel, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->back, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->go, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (foot), self->note);
  gtk_box_append (GTK_BOX (foot), self->cancel);
  gtk_box_append (GTK_BOX (foot), self->back);
  gtk_box_append (GTK_BOX (foot), self->go);
  gtk_widget_add_css_class (foot, "dw-dialog-foot");
  g_signal_connect_object (self->go, "clicked", G_CALLBACK (go_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cancel, "clicked", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  return foot;
}

static void
unmap_cb (GtkWidget *widget, gpointer data)
{
  DwControlDialog *self = DW_CONTROL_DIALOG (widget);

  if (self->step == STEP_EXECUTE)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  give_back (self);
}

static void
dw_control_dialog_dispose (GObject *object)
{
  DwControlDialog *self = DW_CONTROL_DIALOG (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->station)
    give_back (self);
  G_OBJECT_CLASS (dw_control_dialog_parent_class)->dispose (object);
}

static void
dw_control_dialog_finalize (GObject *object)
{
  DwControlDialog *self = DW_CONTROL_DIALOG (object);

  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_object (&self->device);
  g_clear_object (&self->station);
  g_free (self->desk);
  g_free (self->token);
  G_OBJECT_CLASS (dw_control_dialog_parent_class)->finalize (object);
}

static void
dw_control_dialog_class_init (DwControlDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_control_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_control_dialog_finalize;
}

static void
dw_control_dialog_init (DwControlDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (GTK_WIDGET (self), 860, 540);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-page");
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-dialog");
  gtk_box_append (GTK_BOX (self), make_head (self));
  gtk_box_append (GTK_BOX (self), make_steps (self));
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->body, "dw-dialog-body");
  gtk_widget_set_vexpand (self->body, TRUE);
  gtk_box_append (GTK_BOX (self), self->body);
  gtk_box_append (GTK_BOX (self), make_foot (self));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "unmap", G_CALLBACK (unmap_cb), NULL);
}

/* How others see who holds the lock: the person and, where there is more than one, the window. */
static char *
name_desk (GtkWidget *anywhere, DwStation *station)
{
  GtkRoot *root = gtk_widget_get_root (anywhere);
  guint window = GTK_IS_APPLICATION_WINDOW (root) ? gtk_application_window_get_id (GTK_APPLICATION_WINDOW (root)) : 0;

  return g_strdup_printf (_ ("%s (window %u)"), dw_station_get_person (station)->id, window);
}

static const DwControlOffer *
find_offer (GPtrArray *offers, DwVerb verb)
{
  for (guint i = 0; i < offers->len; i++)
    if (((DwControlOffer *)offers->pdata[i])->verb == verb)
      return offers->pdata[i];
  return NULL;
}

void
dw_control_dialog_present (GtkWidget *anywhere, DwStation *station, DwDevice *device, DwVerb verb)
{
  DwControlDialog *self = g_object_new (DW_TYPE_CONTROL_DIALOG, NULL);
  const DwControlOffer *offer;
  g_autoptr (GError) error = NULL;

  self->station = g_object_ref (station);
  self->device = g_object_ref (device);
  self->desk = name_desk (anywhere, station);
  self->offers = dw_control_desk_list (station, dw_station_get_person (station), device);
  offer = find_offer (self->offers, verb);
  if (!dw_sheet_present (anywhere, GTK_WIDGET (self), self->cancel))
    return;
  if (!offer || !choose (self, offer, &error))
    show_choose (self, verb, error ? error->message : NULL);
}

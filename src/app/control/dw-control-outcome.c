// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-control-parts.h"

/* Execution and feedback. "Sent" is never drawn as "done": only CONFIRMED has the tick. */
struct _DwControlOutcome
{
  GtkBox parent_instance;

  GtkWidget *ring;
  GtkWidget *heading;
  GtkWidget *sentence;
  GtkWidget *log;
};

G_DEFINE_FINAL_TYPE (DwControlOutcome, dw_control_outcome, GTK_TYPE_BOX)

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
dw_control_outcome_class_init (DwControlOutcomeClass *klass)
{
}

static void
dw_control_outcome_init (DwControlOutcome *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->ring = dw_result_ring_new ();
  self->heading = make_label ("dw-object-title");
  self->sentence = make_label ("dw-second");
  self->log = make_label ("dw-small");
  gtk_widget_add_css_class (self->log, "monospace");
  gtk_widget_set_valign (self->log, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (words), self->heading);
  gtk_box_append (GTK_BOX (words), self->sentence);
  gtk_box_append (GTK_BOX (top), self->ring);
  gtk_box_append (GTK_BOX (top), words);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->log);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), top);
  gtk_box_append (GTK_BOX (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self), scroller);
}

GtkWidget *
dw_control_outcome_new (void)
{
  return g_object_new (DW_TYPE_CONTROL_OUTCOME, NULL);
}

void
dw_control_outcome_show_running (DwControlOutcome *self, DwVerb verb, int elapsed_ms, int limit_ms)
{
  g_autofree char *heading = g_strdup_printf (_ ("%s: waiting for the device"), dw_verb_title (verb));
  g_autofree char *sentence = g_strdup_printf (_ ("Sent %.1f s of %d s ago. A running command cannot be sent again."), elapsed_ms / 1000.0, limit_ms / 1000);

  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  dw_result_ring_set (DW_RESULT_RING (self->ring), DW_COMMAND_PENDING, limit_ms > 0 ? (double)elapsed_ms / limit_ms : 0);
}

/* A frame may be 260 bytes long; here its head is enough, the settings page shows all of it. */
static void
append_line (GString *text, const char *line)
{
  enum { MOST = 76 };

  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (g_utf8_strlen (line, -1) <= MOST)
    g_string_append (text, line);
  else
    {
      g_string_append_len (text, line, g_utf8_offset_to_pointer (line, MOST) - line);
      g_string_append (text, " …");
    }
}

void
dw_control_outcome_show_log (DwControlOutcome *self, const DwCommandResult *result)
{
  g_autoptr (GString) text = g_string_new ("");

  for (guint i = 0; i < result->log->len; i++)
    append_line (text, result->log->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->log), text->str);
}

static char *
explain (const DwCommandResult *result)
{
  switch (result->state)
    {
    case DW_COMMAND_CONFIRMED:
      return g_strdup_printf (_ ("The device shows it: %s → %s"), *result->old_value ? result->old_value : "—", *result->new_value ? result->new_value : "—");
    case DW_COMMAND_UNCONFIRMED:
      return g_strdup_printf (_ ("This must not be taken for a success. %s. Call somebody on site to look, then decide whether to select again; the command has expired."), result->reason);
    case DW_COMMAND_REFUSED:
    case DW_COMMAND_EXPIRED:
    case DW_COMMAND_UNREACHABLE:
    case DW_COMMAND_PENDING:
    case DW_COMMAND_ACCEPTED:
      return g_strdup_printf (_ ("%s. Nothing was changed."), result->reason);
    }
  return g_strdup (result->reason);
}

void
dw_control_outcome_show_result (DwControlOutcome *self, DwVerb verb, const DwCommandResult *result)
{
  g_autofree char *heading = g_strdup_printf (_ ("%s: %s"), dw_verb_title (verb), dw_command_state_title (result->state));
  g_autofree char *sentence = explain (result);

  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  dw_result_ring_set (DW_RESULT_RING (self->ring), result->state, 1);
  dw_control_outcome_show_log (self, result);
}

void
dw_control_outcome_show_refusal (DwControlOutcome *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->heading), _ ("Not carried out"));
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  gtk_label_set_text (GTK_LABEL (self->log), "");
  dw_result_ring_set (DW_RESULT_RING (self->ring), DW_COMMAND_REFUSED, 1);
}

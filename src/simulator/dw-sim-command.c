// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-command.h"

#include <math.h>

#include <json-glib/json-glib.h>

#include "dw-sim-lx47.h"
#include "dw-sim-report.h"

/* Plain words ("fault leakage-step 2AL1 value=320 for_s=45") or JSON ({"command":"fault","name":"leakage-step","device":"2AL1","value":320}).
 * Both become a verb, positional words and named options. */

#define SPEED_MAX 10000.0
#define ADVANCE_MAX_S 604800.0

typedef struct
{
  char **words; /* verb first */
  guint n_words;
  GHashTable *options; /* char* -> char* */
} Line;

static void
line_clear (Line *self)
{
  g_strfreev (self->words);
  g_hash_table_unref (self->options);
}

static const char *const positions[] = { "command", "name", "device", "to", NULL };

static char *
value_to_text (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

static gboolean
split_json (Line *self, const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (!json_parser_load_from_data (parser, text, -1, NULL) || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return FALSE;
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  g_autoptr (GList) members = json_object_get_members (object);
  for (guint i = 0; positions[i] != NULL; i++)
    if (json_object_has_member (object, positions[i]))
      g_ptr_array_add (words, value_to_text (json_object_get_member (object, positions[i])));
  for (guint i = 0; i < words->len; i++)
    if (g_ptr_array_index (words, i) == NULL)
      return FALSE;
  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (positions, l->data))
      g_hash_table_insert (self->options, g_strdup (l->data), value_to_text (json_object_get_member (object, l->data)));
  self->n_words = words->len;
  g_ptr_array_add (words, NULL);
  self->words = (char **)g_ptr_array_free (g_steal_pointer (&words), FALSE);
  return TRUE;
}

static gboolean
split_words (Line *self, const char *text)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = NULL;

  if (!g_shell_parse_argv (text, NULL, &parts, NULL))
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (equals != NULL)
        g_hash_table_insert (self->options, g_strndup (parts[i], (gsize)(equals - parts[i])), g_strdup (equals + 1));
      else
        g_ptr_array_add (words, g_strdup (parts[i]));
    }
  self->n_words = words->len;
  g_ptr_array_add (words, NULL);
  self->words = (char **)g_ptr_array_free (g_steal_pointer (&words), FALSE);
  return TRUE;
}

static gboolean
parse_number (const char *text, double *value)
{
  char *end;

  if (text == NULL || *text == '\0')
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*value);
}

/* Named options of "fault". FALSE with *reason. */
static gboolean
read_request (const Line *line, DwSimFaultRequest *request, char **reason)
{
  GHashTableIter iter;
  gpointer key, text;

  *request = (DwSimFaultRequest)DW_SIM_FAULT_REQUEST_INIT;
  g_hash_table_iter_init (&iter, line->options);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      const char *word = text != NULL ? text : "";
      gboolean phase = g_str_equal (key, "phase") && word[0] >= 'A' && word[0] <= 'C' && word[1] == '\0';

      if (phase)
        request->phase = word[0] - 'A';
      else if (!(g_str_equal (key, "value") && parse_number (word, &request->value)) &&
               !(g_str_equal (key, "for_s") && parse_number (word, &request->for_s)) &&
               !(g_str_equal (key, "over_s") && parse_number (word, &request->over_s)))
        {
          *reason = g_strdup_printf ("\"%s=%s\" is not understood", (char *)key, word);
          return FALSE;
        }
    }
  return TRUE;
}

static char *
run_fault (DwSimCommander *self, const Line *line)
{
  DwSimFaultRequest request;
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_request (line, &request, &reason))
    return dw_sim_report_error (reason);
  if (!dw_sim_fault_apply (self->world, line->words[1], line->words[2], &request, &error))
    return dw_sim_report_error (error->message);
  return dw_sim_report_ok ("fault");
}

static char *
run_clear (DwSimCommander *self, const Line *line)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (line->words[1], "all"))
    dw_sim_fault_clear_all (self->world);
  else if (line->n_words < 3)
    return dw_sim_report_error ("clear needs the name of a fault and a device, or \"all\"");
  else if (!dw_sim_fault_clear (self->world, line->words[1], line->words[2], &error))
    return dw_sim_report_error (error->message);
  return dw_sim_report_ok ("clear");
}

static char *
run_state (DwSimCommander *self, const Line *line)
{
  return dw_sim_report_state (self->world, line->words[1]);
}

static char *
run_time (DwSimCommander *self, const Line *line)
{
  return dw_sim_report_time (self->world);
}

static char *
run_faults (DwSimCommander *self, const Line *line)
{
  return dw_sim_report_faults (self->world);
}

static char *
run_quit (DwSimCommander *self, const Line *line)
{
  self->quit = TRUE;
  return dw_sim_report_ok ("quit");
}

static char *
run_speed (DwSimCommander *self, const Line *line)
{
  double speed;

  if (!parse_number (line->words[1], &speed) || speed < 0.0 || speed > SPEED_MAX)
    return dw_sim_report_error ("speed must be a number from 0 to 10000");
  *self->speed = speed;
  dw_sim_world_set_pace (self->world, speed);
  return dw_sim_report_ok ("speed");
}

static char *
run_advance (DwSimCommander *self, const Line *line)
{
  double seconds;

  if (!parse_number (line->words[1], &seconds) || seconds < 0.0 || seconds > ADVANCE_MAX_S)
    return dw_sim_report_error ("advance must be a number of seconds from 0 to 604800");
  dw_sim_world_advance (self->world, (gint64)(seconds * 1000.0));
  return dw_sim_report_ok ("advance");
}

/* Somebody stands before the box: works under a local lock too, and is recorded as local. */
static char *
run_hand (DwSimCommander *self, const Line *line)
{
  DwSimNode *node = dw_sim_world_find_node (self->world, line->words[1]);
  gboolean close = g_str_equal (line->words[2], "close");

  if (node == NULL)
    return dw_sim_report_error ("no such device");
  if (!close && !g_str_equal (line->words[2], "open"))
    return dw_sim_report_error ("a hand can \"open\" or \"close\"");
  if (close)
    node->breaker.state = DW_SIM_BREAKER_CLOSED;
  else if (node->model == DW_SIM_MODEL_LX47)
    dw_sim_lx47_trip (node, DW_SIM_REASON_LOCAL);
  else
    dw_sim_breaker_trip (&node->breaker);
  return dw_sim_report_ok ("hand");
}

static const struct
{
  const char *verb;
  guint n_words; /* with the verb */
  const char *usage;
  char *(*run) (DwSimCommander *self, const Line *line);
} commands[] = {
  { "fault", 3, "fault NAME DEVICE [value=N] [phase=A] [for_s=N] [over_s=N]", run_fault },
  { "clear", 2, "clear NAME DEVICE, or clear all", run_clear },
  { "state", 2, "state DEVICE", run_state },
  { "time", 1, "time", run_time },
  { "faults", 1, "faults", run_faults },
  { "speed", 2, "speed N", run_speed },
  { "advance", 2, "advance SECONDS", run_advance },
  { "hand", 3, "hand DEVICE open|close", run_hand },
  { "quit", 1, "quit", run_quit },
};

static char *
run_line (DwSimCommander *self, const Line *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (line->n_words > 0 && g_str_equal (commands[i].verb, line->words[0]))
      {
        if (line->n_words >= commands[i].n_words)
          return commands[i].run (self, line);
        g_autofree char *usage = g_strdup_printf ("use: %s", commands[i].usage);
        return dw_sim_report_error (usage);
      }
  g_autofree char *reason = g_strdup_printf ("\"%s\" is not a command", line->n_words > 0 ? line->words[0] : "");
  return dw_sim_report_error (reason);
}

char *
dw_sim_command_run (DwSimCommander *self, const char *text)
{
  Line line = { .options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  char *answer;

  if (!g_utf8_validate (text, -1, NULL))
    answer = dw_sim_report_error ("the line is not UTF-8");
  else if (*text == '{' ? !split_json (&line, text) : !split_words (&line, text))
    answer = dw_sim_report_error ("the line is not understood");
  else
    answer = run_line (self, &line);
  line_clear (&line);
  return answer;
}

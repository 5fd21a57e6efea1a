// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-control.h"

#include <glib-unix.h>
#include <unistd.h>

#include "dw-sim-report.h"
#include "dw-sim-socket.h"

#define LINE_MAX_BYTES 4096
#define CLIENTS_MAX 16

typedef struct
{
  DwSimControl *control; /* borrowed */
  GSocket *socket;       /* NULL: stdin */
  GSource *source;
  GString *line;
} Client;

struct _DwSimControl
{
  DwSimCommander *commander;
  GSocket *listener;
  GSource *source;
  guint16 port;
  GPtrArray *clients; /* Client* */
  gboolean quit_on_stdin;
  DwSimQuitFunc quit_func;
  gpointer data;
};

static void
client_free (gpointer data)
{
  Client *self = data;

  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_clear_object (&self->socket);
  g_string_free (self->line, TRUE);
  g_free (self);
}

static void
answer_line (Client *self)
{
  DwSimControl *control = self->control;
  g_autofree char *answer = NULL;

  g_strchomp (self->line->str);
  if (*self->line->str == '\0')
    return;
  answer = dw_sim_command_run (control->commander, self->line->str);
  if (self->socket == NULL)
    dw_sim_report_print (answer);
  else
    {
      g_autofree char *text = g_strconcat (answer, "\n", NULL);
      g_socket_send (self->socket, text, strlen (text), NULL, NULL);
    }
  if (control->commander->quit && control->quit_func != NULL)
    control->quit_func (control->data);
}

/* A line that is too long is cut: its head is answered with an error, its tail as well. */
static void
take_bytes (Client *self, const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] != '\n' && bytes[i] != '\0')
        g_string_append_c (self->line, bytes[i]);
      if (bytes[i] == '\n' || self->line->len >= LINE_MAX_BYTES)
        {
          answer_line (self);
          g_string_truncate (self->line, 0);
        }
    }
}

static gboolean
client_in_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  Client *self = data;
  char bytes[LINE_MAX_BYTES];
  g_autoptr (GError) error = NULL;
  gssize got = g_socket_receive (socket, bytes, sizeof bytes, NULL, &error);

  if (got < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (got <= 0)
    {
      g_ptr_array_remove (self->control->clients, self);
      return G_SOURCE_REMOVE;
    }
  take_bytes (self, bytes, (gsize)got);
  return G_SOURCE_CONTINUE;
}

static gboolean
stdin_in_cb (int fd, GIOCondition condition, gpointer data)
{
  Client *self = data;
  DwSimControl *control = self->control;
  char bytes[LINE_MAX_BYTES];
  gssize got = read (fd, bytes, sizeof bytes);

  if (got > 0)
    {
      take_bytes (self, bytes, (gsize)got);
      return G_SOURCE_CONTINUE;
    }
  g_ptr_array_remove (control->clients, self);
  if (control->quit_on_stdin && control->quit_func != NULL)
    control->quit_func (control->data);
  return G_SOURCE_REMOVE;
}

static Client *
client_new (DwSimControl *control)
{
  Client *self = g_new0 (Client, 1);

  self->control = control;
  self->line = g_string_new (NULL);
  g_ptr_array_add (control->clients, self);
  return self;
}

static gboolean
listener_in_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  DwSimControl *self = data;
  g_autoptr (GSocket) accepted = dw_sim_socket_accept (socket);

  if (accepted == NULL || self->clients->len >= CLIENTS_MAX)
    return G_SOURCE_CONTINUE;
  Client *client = client_new (self);
  client->socket = g_steal_pointer (&accepted);
  client->source = dw_sim_socket_watch (client->socket, client_in_cb, client);
  return G_SOURCE_CONTINUE;
}

static void
watch_stdin (DwSimControl *self)
{
  Client *client = client_new (self);

  client->source = g_unix_fd_source_new (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_source_set_callback (client->source, G_SOURCE_FUNC (stdin_in_cb), client, NULL);
  g_source_attach (client->source, NULL);
}

DwSimControl *
dw_sim_control_new (DwSimCommander *commander, gboolean quit_on_stdin, DwSimQuitFunc quit_func, gpointer data, GError **error)
{
  guint16 port;
  GSocket *listener = dw_sim_socket_listen (0, &port, error);

  if (listener == NULL)
    return NULL;
  DwSimControl *self = g_new0 (DwSimControl, 1);
  self->commander = commander;
  self->listener = listener;
  self->port = port;
  self->clients = g_ptr_array_new_with_free_func (client_free);
  self->source = dw_sim_socket_watch (listener, listener_in_cb, self);
  self->quit_on_stdin = quit_on_stdin;
  self->quit_func = quit_func;
  self->data = data;
  watch_stdin (self);
  return self;
}

void
dw_sim_control_free (DwSimControl *self)
{
  g_ptr_array_unref (self->clients);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_object_unref (self->listener);
  g_free (self);
}

guint16
dw_sim_control_get_port (DwSimControl *self)
{
  return self->port;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-gateway-source.h"

#include <glib/gi18n-lib.h>

#include "dw-bus.h"
#include "dw-mailbox.h"

/* The set of buses. Everything here runs on the main thread; what the workers have to say comes through the mailbox. Workers hold no reference
 * to this object and none to a task, so that its last reference never falls on a worker. */

typedef struct
{
  GTask *task; /* owns a reference to the source while the command runs */
  DwCommandProgress progress;
  gpointer progress_data;
} Ticket;

struct _DwGatewaySource
{
  DwSource parent_instance;
  DwClock *clock;
  DwMailbox *mailbox;
  GHashTable *buses;   /* gint64* gateway id -> DwBus */
  GHashTable *devices; /* gint64* device id -> gint64* gateway id */
  GHashTable *tickets; /* gint64* -> Ticket */
  gint64 last_ticket;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (DwGatewaySource, dw_gateway_source, DW_TYPE_SOURCE)

static gint64 *
copy_id (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

static void
free_ticket (gpointer data)
{
  Ticket *ticket = data;

  g_clear_object (&ticket->task);
  g_free (ticket);
}

static void
end_task (GTask *task, const DwCommandResult *result, gboolean cancelled)
{
  if (cancelled)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Cancelled before it was sent"));
  else
    g_task_return_pointer (task, dw_command_result_copy (result), (GDestroyNotify)dw_command_result_free);
}

static void
take_command_mail (DwGatewaySource *self, const DwMail *mail)
{
  Ticket *ticket = g_hash_table_lookup (self->tickets, &mail->id);

  if (ticket == NULL)
    return;
  if (ticket->progress != NULL && !mail->cancelled)
    ticket->progress (mail->result, ticket->progress_data);
  if (!mail->final)
    return;
  end_task (ticket->task, mail->result, mail->cancelled);
  g_hash_table_remove (self->tickets, &mail->id);
}

static void
deliver_cb (gpointer owner, const DwMail *mail)
{
  g_autoptr (DwGatewaySource) self = g_object_ref (owner);

  switch (mail->kind)
    {
    case DW_MAIL_REPORTS:
      g_signal_emit_by_name (self, "reports", mail->reports);
      break;
    case DW_MAIL_LINK:
      g_signal_emit_by_name (self, "link-changed", mail->id, (guint)mail->link, mail->wall_ms);
      break;
    case DW_MAIL_GATEWAY:
      g_signal_emit_by_name (self, "gateway-changed", mail->id);
      break;
    case DW_MAIL_LIMITS:
      g_signal_emit_by_name (self, "thresholds", mail->id, mail->limits);
      break;
    case DW_MAIL_COMMAND:
      take_command_mail (self, mail);
      break;
    default:
      g_assert_not_reached ();
    }
}

static DwBus *
find_bus (DwGatewaySource *self, gint64 gateway_id)
{
  return g_hash_table_lookup (self->buses, &gateway_id);
}

static DwBus *
find_device_bus (DwGatewaySource *self, gint64 device_id)
{
  gint64 *gateway_id = g_hash_table_lookup (self->devices, &device_id);

  return gateway_id != NULL ? find_bus (self, *gateway_id) : NULL;
}

static void
gateway_source_start (DwSource *source)
{
  DwGatewaySource *self = DW_GATEWAY_SOURCE (source);
  GHashTableIter iter;
  gpointer bus;

  self->running = TRUE;
  g_hash_table_iter_init (&iter, self->buses);
  while (g_hash_table_iter_next (&iter, NULL, &bus))
    dw_bus_start (bus);
}

/* First all are asked to end, then each is waited for: together they need no longer than the slowest. */
static void
gateway_source_stop (DwSource *source)
{
  DwGatewaySource *self = DW_GATEWAY_SOURCE (source);
  GHashTableIter iter;
  gpointer bus;

  self->running = FALSE;
  g_hash_table_iter_init (&iter, self->buses);
  while (g_hash_table_iter_next (&iter, NULL, &bus))
    dw_bus_begin_stop (bus);
  g_hash_table_iter_init (&iter, self->buses);
  while (g_hash_table_iter_next (&iter, NULL, &bus))
    dw_bus_stop (bus);
}

/* Why a command cannot be handed to the worker now; NULL when it can. */
static DwCommandResult *
check_command (DwGatewaySource *self, const DwCommand *command, DwBus *bus)
{
  DwGatewayStatus status = { 0 };

  if (bus == NULL)
    return dw_command_result_new (DW_COMMAND_REFUSED, "unknown-device", _ ("This device belongs to no gateway"));
  if (dw_clock_mono_ms (self->clock) > command->expires_mono_ms)
    return dw_command_result_new (DW_COMMAND_EXPIRED, "expired", _ ("Too late: the command was not sent"));
  dw_bus_get_status (bus, &status);
  if (!self->running || status.state != DW_GATEWAY_ONLINE)
    return dw_command_result_new (DW_COMMAND_UNREACHABLE, "link-down", _ ("There is no connection to the gateway"));
  return NULL;
}

static void
gateway_source_command_async (DwSource *source, const DwCommand *command, DwCommandProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DwGatewaySource *self = DW_GATEWAY_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  DwBus *bus = find_device_bus (self, command->device_id);
  g_autoptr (DwCommandResult) result = NULL;
  Ticket *ticket;

  g_task_set_source_tag (task, gateway_source_command_async);
  /* Once it is sent it cannot be cancelled any more, and its outcome must be known. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_cancellable_is_cancelled (cancellable))
    {
      end_task (task, NULL, TRUE);
      return;
    }
  result = check_command (self, command, bus);
  if (result != NULL)
    {
      end_task (task, result, FALSE);
      return;
    }
  ticket = g_new0 (Ticket, 1);
  *ticket = (Ticket){ g_steal_pointer (&task), progress, progress_data };
  self->last_ticket++;
  g_hash_table_insert (self->tickets, copy_id (self->last_ticket), ticket);
  dw_bus_push_command (bus, self->last_ticket, command, cancellable);
}

static DwCommandResult *
gateway_source_command_finish (DwSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
dw_gateway_source_dispose (GObject *object)
{
  DwGatewaySource *self = DW_GATEWAY_SOURCE (object);

  gateway_source_stop (DW_SOURCE (self));
  dw_mailbox_close (self->mailbox);
  g_hash_table_remove_all (self->buses);
  g_hash_table_remove_all (self->devices);
  G_OBJECT_CLASS (dw_gateway_source_parent_class)->dispose (object);
}

static void
dw_gateway_source_finalize (GObject *object)
{
  DwGatewaySource *self = DW_GATEWAY_SOURCE (object);

  g_hash_table_unref (self->buses);
  g_hash_table_unref (self->devices);
  g_hash_table_unref (self->tickets);
  dw_mailbox_unref (self->mailbox);
  dw_clock_unref (self->clock);
  G_OBJECT_CLASS (dw_gateway_source_parent_class)->finalize (object);
}

static void
dw_gateway_source_class_init (DwGatewaySourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DwSourceClass *source_class = DW_SOURCE_CLASS (klass);

  object_class->dispose = dw_gateway_source_dispose;
  object_class->finalize = dw_gateway_source_finalize;
  source_class->start = gateway_source_start;
  source_class->stop = gateway_source_stop;
  source_class->command_async = gateway_source_command_async;
  source_class->command_finish = gateway_source_command_finish;
}

static void
dw_gateway_source_init (DwGatewaySource *self)
{
  self->buses = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)dw_bus_free);
  self->devices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->tickets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_ticket);
}

DwGatewaySource *
dw_gateway_source_new (DwClock *clock)
{
  DwGatewaySource *self = g_object_new (DW_TYPE_GATEWAY_SOURCE, NULL);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->clock = dw_clock_ref (clock);
  self->mailbox = dw_mailbox_new (context, clock, deliver_cb, self);
  return self;
}

static gboolean
is_of_gateway (gpointer key, gpointer value, gpointer data)
{
  return *(gint64 *)value == *(gint64 *)data;
}

void
dw_gateway_source_set_gateway (DwGatewaySource *self, const DwGatewayConfig *config, const DwUnitConfig *units, guint n_units)
{
  DwBus *bus;

  g_return_if_fail (DW_IS_GATEWAY_SOURCE (self));

  /* The old worker ends before the new one begins: never two on one line. */
  dw_gateway_source_remove_gateway (self, config->gateway_id);
  bus = dw_bus_new (config, units, n_units, self->clock, self->mailbox);
  g_hash_table_insert (self->buses, copy_id (config->gateway_id), bus);
  for (guint i = 0; i < n_units; i++)
    g_hash_table_replace (self->devices, copy_id (units[i].device_id), copy_id (config->gateway_id));
  if (self->running)
    dw_bus_start (bus);
}

void
dw_gateway_source_remove_gateway (DwGatewaySource *self, gint64 gateway_id)
{
  g_return_if_fail (DW_IS_GATEWAY_SOURCE (self));

  g_hash_table_remove (self->buses, &gateway_id);
  g_hash_table_foreach_remove (self->devices, is_of_gateway, &gateway_id);
}

void
dw_gateway_source_poll_now (DwGatewaySource *self, gint64 gateway_id)
{
  DwBus *bus = find_bus (self, gateway_id);

  if (bus != NULL)
    dw_bus_poll_now (bus);
}

gboolean
dw_gateway_source_get_status (DwGatewaySource *self, gint64 gateway_id, DwGatewayStatus *status)
{
  DwBus *bus = find_bus (self, gateway_id);

  if (bus != NULL)
    dw_bus_get_status (bus, status);
  return bus != NULL;
}

GPtrArray *
dw_gateway_source_get_frames (DwGatewaySource *self, gint64 gateway_id)
{
  DwBus *bus = find_bus (self, gateway_id);

  return bus != NULL ? dw_bus_get_frames (bus) : g_ptr_array_new_with_free_func ((GDestroyNotify)dw_frame_line_free);
}

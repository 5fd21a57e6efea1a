// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-command.h"
#include "dw-device.h"

G_BEGIN_DECLS

/* Where data comes from and commands go. Owns its connections, speaks plain structs, evaluates nothing, stores nothing.
 * All signals are emitted on the main context the source was made on:
 *   "reports" (GPtrArray* of DwReport)                       readings in batches, at most some tens of times a second whatever the load
 *   "link-changed" (gint64 device_id, guint DwLinkState, gint64 wall_ms)
 *   "gateway-changed" (gint64 gateway_id)                    connection state or statistics worth showing changed
 *   "thresholds" (gint64 device_id, GHashTable* char* point name -> double*)  the device's own limits as read back */
typedef enum {
  DW_SOURCE_ERROR_TIMEOUT,   /* retry */
  DW_SOURCE_ERROR_REFUSED,   /* tell */
  DW_SOURCE_ERROR_DENIED,    /* ask rights */
  DW_SOURCE_ERROR_BAD_FRAME, /* count */
  DW_SOURCE_ERROR_CLOSED,    /* reconnect */
} DwSourceError;
#define DW_SOURCE_ERROR (dw_source_error_quark ())
GQuark dw_source_error_quark (void);

#define DW_TYPE_SOURCE (dw_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (DwSource, dw_source, DW, SOURCE, GObject)

/* Progress of a command, on the main context: result as it stands (borrowed). */
typedef void (*DwCommandProgress) (const DwCommandResult *result, gpointer data);

struct _DwSourceClass
{
  GObjectClass parent_class;
  void (*start) (DwSource *self);
  void (*stop) (DwSource *self); /* returns when no worker runs any more */
  void (*command_async) (DwSource *self, const DwCommand *command, DwCommandProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  DwCommandResult *(*command_finish) (DwSource *self, GAsyncResult *result, GError **error);
};

void dw_source_start (DwSource *self);
void dw_source_stop (DwSource *self);
/* Carries out one command exactly once. Never fails with error but for cancellation before sending: the outcome is in the result. */
void dw_source_command_async (DwSource *self, const DwCommand *command, DwCommandProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwCommandResult *dw_source_command_finish (DwSource *self, GAsyncResult *result, GError **error);

G_END_DECLS

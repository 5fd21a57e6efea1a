// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-source.h"

/* The abstract source: the four signals and the verbs. What a kind of source really does lives in its own folder. */

G_DEFINE_QUARK (dw - source - error - quark, dw_source_error)
G_DEFINE_ABSTRACT_TYPE (DwSource, dw_source, G_TYPE_OBJECT)

static void
dw_source_class_init (DwSourceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  g_signal_new ("reports", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_PTR_ARRAY | G_SIGNAL_TYPE_STATIC_SCOPE);
  g_signal_new ("link-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                G_TYPE_INT64, G_TYPE_UINT, G_TYPE_INT64);
  g_signal_new ("gateway-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_INT64);
  g_signal_new ("thresholds", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_INT64, G_TYPE_HASH_TABLE | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
dw_source_init (DwSource *self)
{
}

void
dw_source_start (DwSource *self)
{
  g_return_if_fail (DW_IS_SOURCE (self));
  DW_SOURCE_GET_CLASS (self)->start (self);
}

void
dw_source_stop (DwSource *self)
{
  g_return_if_fail (DW_IS_SOURCE (self));
  DW_SOURCE_GET_CLASS (self)->stop (self);
}

void
dw_source_command_async (DwSource *self, const DwCommand *command, DwCommandProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (DW_IS_SOURCE (self));
  g_return_if_fail (command != NULL);
  DW_SOURCE_GET_CLASS (self)->command_async (self, command, progress, progress_data, cancellable, callback, user_data);
}

DwCommandResult *
dw_source_command_finish (DwSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (DW_IS_SOURCE (self), NULL);
  return DW_SOURCE_GET_CLASS (self)->command_finish (self, result, error);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-unit-poll.h"

G_BEGIN_DECLS

/* What a command writes and what proves that it worked: a point that has a value, alarm flags that are gone, or limits read back equal. One thread. */
typedef struct _DwCommandProof DwCommandProof;

DwCommandProof *dw_command_proof_new (const DwProfile *profile, const DwProfileCommand *spec, guint8 unit, DwClock *clock);
void dw_command_proof_free (DwCommandProof *self);

/* Reads the state before (old_value of result) and makes the requests. NULL when the command may be sent, else a code; *name the limit at fault or NULL. */
const char *dw_command_proof_prepare (DwCommandProof *self, DwModbusDriver *driver, GHashTable *arguments, DwCommandResult *result, const char **name);
guint dw_command_proof_get_n_requests (const DwCommandProof *self);
const DwModbusRequest *dw_command_proof_get_request (const DwCommandProof *self, guint index);
/* FALSE: the device has nothing to read back for this command. */
gboolean dw_command_proof_exists (const DwCommandProof *self);
/* Reads back; TRUE when the device shows the new state. new_value of result gets what was read. */
gboolean dw_command_proof_check (DwCommandProof *self, DwModbusDriver *driver, DwCommandResult *result);

/* The frames of the last exchange as lines of the result's log. */
void dw_command_proof_log_exchange (DwCommandResult *result, DwModbusDriver *driver, DwClock *clock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwCommandProof, dw_command_proof_free)

G_END_DECLS

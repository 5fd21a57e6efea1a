// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-command.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* One command asked for from outside the window (dianweictl, another program), in one piece: find the device, wait for its fresh state, then
 * select -> confirm -> execute at the same desk, with the same rights and the same audit lines as the window. */
typedef struct
{
  char *kind; /* "modbus-tcp", "modbus-rtu-tcp" */
  char *host;
  guint16 port;
  guint8 unit;
  char *profile_id;
  char *command;         /* verb word or the command's name in the profile */
  GHashTable *arguments; /* char* -> double*, NULL = none */
  char *person_id;
  DwRole role; /* DW_N_ROLES = the person's own, an electrician's when the station does not know them */
  char *reason;
  char *switch_name;
  char *second_id;
  char *second_password;
  gboolean no_one_working;
  gboolean confirmed; /* somebody answered yes to a question that named the switch: stands for the typed name and the site check */
  char *diagnosis;
} DwOperateRequest;

DwOperateRequest *dw_operate_request_new (void);
void dw_operate_request_free (DwOperateRequest *self);
void dw_operate_request_set_argument (DwOperateRequest *self, const char *name, double value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwOperateRequest, dw_operate_request_free)

/* A unit that is no device of the station exists for this one command only: it is neither stored nor judged. The request may be freed after the call.
 * Errors: DW_DESK_ERROR (refused, denied, invalid), G_IO_ERROR_NOT_FOUND (no such profile or command), G_IO_ERROR_HOST_UNREACHABLE (no fresh state within 15 s). */
void dw_operate_async (DwStation *station, const DwOperateRequest *request, GAsyncReadyCallback callback, gpointer user_data);
DwCommandResult *dw_operate_finish (DwStation *station, GAsyncResult *result, GError **error);

G_END_DECLS

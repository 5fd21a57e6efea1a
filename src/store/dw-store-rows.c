// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: making, copying and freeing of the plain rows. A copy has no NULL string, so that nobody behind it has to ask.

#include "dw-store-rows.h"

#include <math.h>

static char *
copy_text (const char *text)
{
  return g_strdup (text ? text : "");
}

DwPlaceRow *
dw_place_row_new (void)
{
  return dw_place_row_copy (&(DwPlaceRow){ .kind = DW_PLACE_DISTRICT });
}

DwPlaceRow *
dw_place_row_copy (const DwPlaceRow *self)
{
  DwPlaceRow *copy = g_memdup2 (self, sizeof *self);

  copy->name = copy_text (self->name);
  copy->facts_json = copy_text (self->facts_json);
  return copy;
}

void
dw_place_row_free (DwPlaceRow *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->facts_json);
  g_free (self);
}

DwGatewayRow *
dw_gateway_row_new (void)
{
  return dw_gateway_row_copy (&(DwGatewayRow){ .enabled = TRUE });
}

DwGatewayRow *
dw_gateway_row_copy (const DwGatewayRow *self)
{
  DwGatewayRow *copy = g_memdup2 (self, sizeof *self);

  copy->name = copy_text (self->name);
  copy->kind = copy_text (self->kind);
  copy->host = copy_text (self->host);
  copy->settings_json = copy_text (self->settings_json);
  return copy;
}

void
dw_gateway_row_free (DwGatewayRow *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->kind);
  g_free (self->host);
  g_free (self->settings_json);
  g_free (self);
}

DwDeviceRow *
dw_device_row_new (void)
{
  return dw_device_row_copy (&(DwDeviceRow){ .rated_current_a = NAN });
}

DwDeviceRow *
dw_device_row_copy (const DwDeviceRow *self)
{
  DwDeviceRow *copy = g_memdup2 (self, sizeof *self);

  copy->name = copy_text (self->name);
  copy->profile_id = copy_text (self->profile_id);
  copy->switch_name = copy_text (self->switch_name);
  copy->settings_json = copy_text (self->settings_json);
  copy->labels_json = copy_text (self->labels_json);
  copy->limits_json = copy_text (self->limits_json);
  return copy;
}

void
dw_device_row_free (DwDeviceRow *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->profile_id);
  g_free (self->switch_name);
  g_free (self->settings_json);
  g_free (self->labels_json);
  g_free (self->limits_json);
  g_free (self);
}

DwAuditRow *
dw_audit_row_new (void)
{
  return dw_audit_row_copy (&(DwAuditRow){ 0 });
}

DwAuditRow *
dw_audit_row_copy (const DwAuditRow *self)
{
  DwAuditRow *copy = g_memdup2 (self, sizeof *self);

  copy->actor = copy_text (self->actor);
  copy->role = copy_text (self->role);
  copy->act = copy_text (self->act);
  copy->object = copy_text (self->object);
  copy->old_value = copy_text (self->old_value);
  copy->new_value = copy_text (self->new_value);
  copy->reason = copy_text (self->reason);
  copy->result = copy_text (self->result);
  copy->hash = copy_text (self->hash);
  return copy;
}

void
dw_audit_row_free (DwAuditRow *self)
{
  if (self == NULL)
    return;
  g_free (self->actor);
  g_free (self->role);
  g_free (self->act);
  g_free (self->object);
  g_free (self->old_value);
  g_free (self->new_value);
  g_free (self->reason);
  g_free (self->result);
  g_free (self->hash);
  g_free (self);
}

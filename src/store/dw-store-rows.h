// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

#include "dw-place.h"

G_BEGIN_DECLS

/* Rows of the tables, plain values. Strings are owned and never NULL in what the store hands out; NULL counts as "" in what it is given. */
typedef struct
{
  gint64 id;
  gint64 parent_id; /* 0 = root; in a batch also -n = the n-th row that the batch puts with id 0 */
  DwPlaceKind kind;
  char *name;
  int sort; /* among those of one parent; when put: -1 = where it is, a new one at the end */
  char *facts_json;
} DwPlaceRow;

typedef struct
{
  gint64 id;
  char *name;
  char *kind; /* "modbus-tcp", "modbus-rtu-tcp" */
  char *host;
  guint16 port;
  int timeout_ms;
  int period_ms;
  int pause_ms;
  gint64 place_id; /* 0 = none */
  gboolean enabled;
  char *settings_json;
} DwGatewayRow;

typedef struct
{
  gint64 id;
  gint64 gateway_id; /* 0 = none */
  gint64 place_id;   /* 0 = none */
  guint8 unit;
  char *name;
  char *profile_id;
  double rated_current_a; /* NaN */
  char *switch_name;
  char *settings_json;
  char *labels_json; /* {"di_1":"断路器位置"} */
  char *limits_json; /* organisation's own limits by point name */
} DwDeviceRow;

typedef struct
{
  gint64 seq;
  gint64 time_ms;
  char *actor;
  char *role;
  char *act;
  char *object;
  char *old_value;
  char *new_value;
  char *reason;
  char *result;
  char *hash; /* hex SHA-256, filled by the store */
} DwAuditRow;

DwPlaceRow *dw_place_row_new (void);
DwPlaceRow *dw_place_row_copy (const DwPlaceRow *self);
void dw_place_row_free (DwPlaceRow *self);
DwGatewayRow *dw_gateway_row_new (void);
DwGatewayRow *dw_gateway_row_copy (const DwGatewayRow *self);
void dw_gateway_row_free (DwGatewayRow *self);
DwDeviceRow *dw_device_row_new (void);
DwDeviceRow *dw_device_row_copy (const DwDeviceRow *self);
void dw_device_row_free (DwDeviceRow *self);
DwAuditRow *dw_audit_row_new (void);
DwAuditRow *dw_audit_row_copy (const DwAuditRow *self);
void dw_audit_row_free (DwAuditRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwPlaceRow, dw_place_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwGatewayRow, dw_gateway_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwDeviceRow, dw_device_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwAuditRow, dw_audit_row_free)

G_END_DECLS

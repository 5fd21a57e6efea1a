// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm.h"
#include "dw-event.h"
#include "dw-store-rows.h"

G_BEGIN_DECLS

/* Lines that belong together: one transaction, all of them on disk (synced) before the commit is answered, or none of them in the database.
 * Copies what it is given. Built on one thread, eaten by dw_store_commit_async; a commit does not change it, so the same batch may be committed again after
 * a failure by whoever kept a reference. Lines are written in the order given. */
typedef struct _DwStoreBatch DwStoreBatch;

DwStoreBatch *dw_store_batch_new (void);
DwStoreBatch *dw_store_batch_ref (DwStoreBatch *self);
/* Gives back one reference. */
void dw_store_batch_free (DwStoreBatch *self);
void dw_store_batch_put_alarm (DwStoreBatch *self, const DwAlarmRecord *record); /* insert or update by id */
void dw_store_batch_add_event (DwStoreBatch *self, const DwEventRecord *event);
void dw_store_batch_add_audit (DwStoreBatch *self, const DwAuditRow *row); /* seq and hash are made by the store */
/* The same about a place: the object becomes "NAME (place ID)", which is what its history is found by. place_id -n = the n-th row that the batch puts with id 0. */
void dw_store_batch_add_place_audit (DwStoreBatch *self, const DwAuditRow *row, gint64 place_id);
void dw_store_batch_put_place (DwStoreBatch *self, const DwPlaceRow *row); /* id 0 = new; see new_ids of the commit */
void dw_store_batch_put_gateway (DwStoreBatch *self, const DwGatewayRow *row);
void dw_store_batch_put_device (DwStoreBatch *self, const DwDeviceRow *row);
void dw_store_batch_put_setting (DwStoreBatch *self, const char *key, const char *value); /* value NULL removes it */
/* What still stands on it must go first (devices, gateways, places below), else the commit fails. What is not there counts as deleted. */
void dw_store_batch_delete_place (DwStoreBatch *self, gint64 id);
void dw_store_batch_delete_gateway (DwStoreBatch *self, gint64 id);
void dw_store_batch_delete_device (DwStoreBatch *self, gint64 id);
gboolean dw_store_batch_is_empty (DwStoreBatch *self);

G_END_DECLS

// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

#include "dw-store-rows.h"

G_BEGIN_DECLS

#define DW_AUDIT_HASH_BYTES 32

/* The end of the chain: number and hash of the newest line. Number 0 with the genesis hash = no line yet. */
typedef struct
{
  gint64 seq;
  guint8 hash[DW_AUDIT_HASH_BYTES];
} DwAuditHead;

void dw_audit_head_init (DwAuditHead *self);
gboolean dw_audit_head_equal (const DwAuditHead *a, const DwAuditHead *b);

/* The bytes that are hashed for row (its hash is not among them). */
GByteArray *dw_audit_chain_make_line (const DwAuditRow *row);
/* Steps the head over row: its hash becomes that of row, its number row->seq. */
void dw_audit_chain_follow (DwAuditHead *head, const DwAuditRow *row);
/* Lower-case hex. New string. */
char *dw_audit_chain_hex (const DwAuditHead *head);

/* The second place: the file audit.head of the folder. */
typedef enum {
  DW_AUDIT_HEAD_FOUND,
  DW_AUDIT_HEAD_MISSING,
  DW_AUDIT_HEAD_UNREADABLE,
} DwAuditHeadFile;
DwAuditHeadFile dw_audit_head_load (DwAuditHead *self, const char *dir);
/* Replaces the file as a whole and syncs it. */
gboolean dw_audit_head_save (const DwAuditHead *self, const char *dir, GError **error);
/* Puts a file that cannot be read aside as audit.head.unreadable, so that it stays as a proof. */
void dw_audit_head_put_aside (const char *dir);

G_END_DECLS

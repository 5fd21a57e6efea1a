// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-audit-chain.h"
#include "dw-audit-verdict.h"
#include "dw-db.h"

G_BEGIN_DECLS

/* Appends row behind head and steps head forward; seq and hash of row are made here. */
gboolean dw_table_audit_add (DwDb *db, const DwAuditRow *row, DwAuditHead *head, GError **error);
/* The newest line as the table has it. */
gboolean dw_table_audit_load_head (DwDb *db, DwAuditHead *head, GError **error);
/* Number and hash where writing goes on, from the table and the witness in dir: see docs/station-db.md. note: what is not as it should be, NULL = nothing. */
gboolean dw_table_audit_resolve_head (DwDb *db, const char *dir, DwAuditHead *head, char **note, GError **error);
gboolean dw_table_audit_verify (DwDb *db, const char *dir, DwAuditVerdict *verdict, GError **error);
/* Lines after that number, oldest first; limit 0 = all. */
GPtrArray *dw_table_audit_load (DwDb *db, gint64 after_seq, guint limit, GError **error);
/* Lines whose object ends with that text, newest first; limit 0 = all. Looks at every line. */
GPtrArray *dw_table_audit_load_of (DwDb *db, const char *object_end, guint limit, GError **error);

G_END_DECLS

// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A strip in the page: symbol, sentence, one action, close. Hidden until shown. */
typedef enum { DW_NOTICE_INFO,
               DW_NOTICE_WARNING,
               DW_NOTICE_STALE } DwNoticeKind;

#define DW_TYPE_NOTICE (dw_notice_get_type ())
G_DECLARE_FINAL_TYPE (DwNotice, dw_notice, DW, NOTICE, GtkBox)

GtkWidget *dw_notice_new (void);
/* action_label with a detailed action name, or both NULL. */
void dw_notice_show (DwNotice *self, DwNoticeKind kind, const char *text, const char *action_label, const char *action);
void dw_notice_hide (DwNotice *self);

G_END_DECLS

// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"
#include "dw-source.h"

G_BEGIN_DECLS

/* From many worker threads to one main context, in batches. Workers post; the first post arms one timer, so that the main context is woken
 * at most 20 times a second and nothing waits longer than 50 ms. Reports and changes of the link are delivered in the order
 * of posting; other mail may come before reports that were posted before it. After dw_mailbox_close nothing is delivered any more, whoever still posts. */
typedef struct _DwMailbox DwMailbox;

typedef enum {
  DW_MAIL_REPORTS, /* reports */
  DW_MAIL_LINK,    /* id = device, link, wall_ms */
  DW_MAIL_GATEWAY, /* id = gateway */
  DW_MAIL_LIMITS,  /* id = device, limits */
  DW_MAIL_COMMAND, /* id = ticket of the command, result, final, cancelled */
} DwMailKind;

typedef struct
{
  DwMailKind kind;
  gint64 id;
  gint64 wall_ms;
  DwLinkState link;
  gboolean final;
  gboolean cancelled;
  GPtrArray *reports; /* of DwReport */
  GHashTable *limits; /* char* name -> double* */
  DwCommandResult *result;
} DwMail;

typedef void (*DwMailFunc) (gpointer owner, const DwMail *mail);

/* deliver runs on context. */
DwMailbox *dw_mailbox_new (GMainContext *context, DwClock *clock, DwMailFunc deliver, gpointer owner);
DwMailbox *dw_mailbox_ref (DwMailbox *self);
void dw_mailbox_unref (DwMailbox *self);
/* On the thread of the context: forgets the owner and what was posted. */
void dw_mailbox_close (DwMailbox *self);

/* Any thread. All but mail of dw_mailbox_post are taken over; the strings and tables inside mail too. */
void dw_mailbox_post_report (DwMailbox *self, DwReport *report);
void dw_mailbox_post (DwMailbox *self, const DwMail *mail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMailbox, dw_mailbox_unref)

G_END_DECLS

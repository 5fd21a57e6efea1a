// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"

G_BEGIN_DECLS

/* Private to DwLink: waiting on a descriptor while dw_link_shut_down may come, and the errors that its callers see. */

/* A moment on the monotonic clock. */
typedef struct
{
  DwClock *clock;
  gint64 end_us;
} DwLinkDeadline;

/* What a wait ends with. */
typedef enum {
  DW_LINK_READY,
  DW_LINK_TIMED_OUT,
  DW_LINK_WOKEN, /* dw_link_shut_down */
} DwLinkWait;

DwLinkDeadline dw_link_deadline (DwClock *clock, int timeout_ms);
/* 0 when the deadline is over. */
int dw_link_remaining_ms (DwLinkDeadline deadline);
/* Waits until fd has one of events (poll), wake_fd is readable or the deadline is over. */
DwLinkWait dw_link_wait (int fd, short events, int wake_fd, DwLinkDeadline deadline);
/* Sets the error that callers of dw_link_* see; code is an errno. */
void dw_link_set_errno (GError **error, int code);
void dw_link_set_wait_error (GError **error, DwLinkWait wait);

G_END_DECLS

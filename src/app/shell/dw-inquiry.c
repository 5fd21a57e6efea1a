// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-inquiry.h"

void
dw_inquiry_set (DwInquiry *self, DwStation *station, DwScope *scope)
{
  g_set_object (&self->station, station);
  g_set_object (&self->scope, scope);
}

void
dw_inquiry_stop (DwInquiry *self)
{
  g_cancellable_cancel (self->question);
}

GCancellable *
dw_inquiry_begin (DwInquiry *self)
{
  dw_inquiry_stop (self);
  g_clear_object (&self->question);
  self->question = g_cancellable_new ();
  return self->question;
}

void
dw_inquiry_clear (DwInquiry *self)
{
  dw_inquiry_stop (self);
  g_clear_object (&self->question);
  g_clear_object (&self->station);
  g_clear_object (&self->scope);
}

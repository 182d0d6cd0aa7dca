"""Features that the company's models share."""


def months_since(last_order, now):
    """How many whole months lie between two dates."""
    return (now.year - last_order.year) * 12 + now.month - last_order.month

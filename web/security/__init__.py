"""What a browser is told and what is believed of it: headers, cookies, and forged requests."""

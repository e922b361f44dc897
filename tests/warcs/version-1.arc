filedesc://x.arc 0.0.0.0 20050908120000 text/plain 70
1 0 Invented
URL IP-address Archive-date Content-type Archive-length

http://gsn.example/a page 192.0.2.7 20050908120102 text/html 77
HTTP/1.1 200 OK
Content-Type: text/html
Content-Length: 13

<p>invented


